package org.apposite.cds.cards;

import java.net.URI;

/**
 * What a hospital wants cards to say.
 *
 * @param rating how orders are rated
 * @param page the address of the form, where questions are answered; it ends with a slash
 * @param quietForEquals whether an order of the best category gets no card for what the rules say against it
 * @param ids the ids of cards
 * @param words what cards say around the texts of rules
 */
public record CardSettings(ImagingRating rating, URI page, boolean quietForEquals, CardIds ids, CardWords words) {}
