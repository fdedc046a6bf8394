/** The commands but those of the service: what each takes, does and ends with. */
@NullMarked
package org.apposite.cli.commands;

import org.jspecify.annotations.NullMarked;
