/**
 * FHIR R4: a patient's resources become a case, by a mapping file; a questionnaire asks for what they do not say; an answer
 * and the rules become resources. Here is the entry of each; {@code in} makes cases, {@code out} resources, and neither
 * knows the other; {@code questionnaire} is what is asked, {@code mapping} what codes mean.
 */
@NullMarked
package org.apposite.fhir;

import org.jspecify.annotations.NullMarked;
