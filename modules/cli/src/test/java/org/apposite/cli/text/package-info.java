/** Tests of the text that people read. */
@NullMarked
package org.apposite.cli.text;

import org.jspecify.annotations.NullMarked;
