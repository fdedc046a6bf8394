/** The rule language, for rules and for tools: the facts that rules ask, the questions they may put, the verbs they conclude with. */
@NullMarked
package org.apposite.language;

import org.jspecify.annotations.NullMarked;
