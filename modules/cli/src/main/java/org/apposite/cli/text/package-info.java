/** The text that people read, and the terminal that it goes to. */
@NullMarked
package org.apposite.cli.text;

import org.jspecify.annotations.NullMarked;
