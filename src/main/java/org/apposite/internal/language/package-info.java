/** The rule language: the facts that rules ask, the questions they may put and the verbs they conclude with. */
@NullMarked
package org.apposite.internal.language;

import org.jspecify.annotations.NullMarked;
