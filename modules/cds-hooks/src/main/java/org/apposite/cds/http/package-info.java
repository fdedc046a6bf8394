/** What the server does before a request is one: connections within bounds, and which names it answers to. */
@NullMarked
package org.apposite.cds.http;

import org.jspecify.annotations.NullMarked;
