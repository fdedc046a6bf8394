/**
 * What the rules of a topic mean: questions of which the case answers some, and everything that the rules conclude as a
 * circuit over them. The same circuit checks the answers of the rule engine, finds what could change an answer, and serves
 * the tools of rule authors. It knows neither the rule engine nor the texts of an answer.
 */
@NullMarked
package org.apposite.circuit;

import org.jspecify.annotations.NullMarked;
