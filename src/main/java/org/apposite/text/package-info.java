/** The text of a rule file, for tools: what stands where, with every comment, read without knowing what it means. */
@NullMarked
package org.apposite.text;

import org.jspecify.annotations.NullMarked;
