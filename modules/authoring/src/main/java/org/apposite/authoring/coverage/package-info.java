/** What the cases beside the rules have seen of them, and proposals for what they have not. */
@NullMarked
package org.apposite.authoring.coverage;

import org.jspecify.annotations.NullMarked;
