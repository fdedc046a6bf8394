/** Tests of the command. */
@NullMarked
package org.apposite.cli;

import org.jspecify.annotations.NullMarked;
