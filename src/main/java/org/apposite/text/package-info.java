/** Text files, for whoever builds tools on them: YAML as a tree that knows its places, and what a misspelt word was meant to be. */
@NullMarked
package org.apposite.text;

import org.jspecify.annotations.NullMarked;
