/** Tests of proofs. */
@org.jspecify.annotations.NullMarked
package org.apposite.authoring.prove;
