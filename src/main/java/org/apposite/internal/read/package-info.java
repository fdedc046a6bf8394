/** Reads, checks and stores rule content: a folder of files, or the index that a jar carries. */
@NullMarked
package org.apposite.internal.read;

import org.jspecify.annotations.NullMarked;
