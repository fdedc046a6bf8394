/** The files of a rule set as texts, and what is wrong with them, with its place. */
@NullMarked
package org.apposite.internal.source;

import org.jspecify.annotations.NullMarked;
