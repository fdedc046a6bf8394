/** The texts of files, for tools: YAML and rule files as trees that know their places, what a misspelt word was meant to be, and the words of an interface. */
@NullMarked
package org.apposite.text;

import org.jspecify.annotations.NullMarked;
