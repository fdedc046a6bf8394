/** Reading and writing files, for tools, and below everything that reads: the one reader and the one writer of the library and its modules. */
@NullMarked
package org.apposite.file;

import org.jspecify.annotations.NullMarked;
