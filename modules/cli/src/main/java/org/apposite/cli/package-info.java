/** The command {@code apposite}. One class for each of its commands. */
@NullMarked
package org.apposite.cli;

import org.jspecify.annotations.NullMarked;
