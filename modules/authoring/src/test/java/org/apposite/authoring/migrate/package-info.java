@NullMarked
package org.apposite.authoring.migrate;

import org.jspecify.annotations.NullMarked;
