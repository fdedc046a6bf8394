/** Tests of differences. */
@org.jspecify.annotations.NullMarked
package org.apposite.authoring.diff;
