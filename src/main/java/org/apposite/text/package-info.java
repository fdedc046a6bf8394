/** The texts of files, for tools: YAML and rule files as trees that know their places, and what a misspelt word was meant to be. */
@NullMarked
package org.apposite.text;

import org.jspecify.annotations.NullMarked;
