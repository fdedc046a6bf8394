/**
 * CDS Hooks 2.0: requests in, cards and ratings out; and a server for it on the JDK alone. A host meets {@link
 * org.apposite.cds.CdsService}, its settings, requests and responses here, {@link
 * org.apposite.cds.security.TrustedIssuer}, {@link org.apposite.cds.cards.ImagingRating} and {@link
 * org.apposite.log.DecisionReplay} in the packages below; all else in those is public for the service alone.
 */
@NullMarked
package org.apposite.cds;

import org.jspecify.annotations.NullMarked;
