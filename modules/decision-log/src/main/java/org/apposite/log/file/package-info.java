/** The files of logs: how their lines are written, kept, read and put aside. */
@NullMarked
package org.apposite.log.file;

import org.jspecify.annotations.NullMarked;
