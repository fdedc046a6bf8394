/** The contract's format: cases and answers as YAML and JSON, and their schemas. */
@NullMarked
package org.apposite.json;

import org.jspecify.annotations.NullMarked;
