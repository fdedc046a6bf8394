@NullMarked
package org.apposite.authoring.mutation;

import org.jspecify.annotations.NullMarked;
