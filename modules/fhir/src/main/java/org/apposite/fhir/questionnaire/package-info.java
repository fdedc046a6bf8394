/** The questionnaire of a topic, and what the answers to it say. */
@NullMarked
package org.apposite.fhir.questionnaire;

import org.jspecify.annotations.NullMarked;
