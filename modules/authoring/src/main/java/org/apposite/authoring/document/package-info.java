/** The document that a committee signs: rule content in words, as one HTML or Markdown file. */
@NullMarked
package org.apposite.authoring.document;

import org.jspecify.annotations.NullMarked;
