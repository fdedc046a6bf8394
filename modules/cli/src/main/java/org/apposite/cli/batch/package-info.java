/** The command that answers a file of cases into a folder. */
@NullMarked
package org.apposite.cli.batch;

import org.jspecify.annotations.NullMarked;
