/** What was asked, read from the body of a request, and the record of the patient whom it is about. */
@NullMarked
package org.apposite.cds.request;

import org.jspecify.annotations.NullMarked;
