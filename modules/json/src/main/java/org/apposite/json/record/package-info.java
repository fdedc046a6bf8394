/** The text of a file or stream: the records in it, the tree of each, and where in it something is wrong. */
@NullMarked
package org.apposite.json.record;

import org.jspecify.annotations.NullMarked;
