/** A document as it is set: an outline of blocks and lines, and its pages as HTML and Markdown. */
@NullMarked
package org.apposite.authoring.document.page;

import org.jspecify.annotations.NullMarked;
