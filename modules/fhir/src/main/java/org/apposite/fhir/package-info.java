/** FHIR R4: a patient's resources become a case, by a mapping file; a questionnaire asks for what they do not say. */
@NullMarked
package org.apposite.fhir;

import org.jspecify.annotations.NullMarked;
