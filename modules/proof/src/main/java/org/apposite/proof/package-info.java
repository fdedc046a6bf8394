/** What is so for some patient, or for none, under the rules of a topic. */
@NullMarked
package org.apposite.proof;

import org.jspecify.annotations.NullMarked;
