/** What goes back to a client: the answers of the rules as cards, and orders rated or changed. */
@NullMarked
package org.apposite.cds.cards;

import org.jspecify.annotations.NullMarked;
