/** The read-only model of rule content, for whoever builds tools on it: topics, vocabulary, what is wrong in them. */
@NullMarked
package org.apposite.model;

import org.jspecify.annotations.NullMarked;
