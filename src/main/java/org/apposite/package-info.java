/** The entry of the library: load rule content, check it, evaluate cases, read the model of a topic. */
@NullMarked
package org.apposite;

import org.jspecify.annotations.NullMarked;
