/** What codes mean: those of a mapping file, and those that are the project's own. The ground that the rest builds on. */
@NullMarked
package org.apposite.fhir.mapping;

import org.jspecify.annotations.NullMarked;
