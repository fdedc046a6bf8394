package org.apposite.authoring.prove;

/** Something that is to be so for every patient. */
public sealed interface Claim permits Property, OwnClaim {

    /**
     * Its code, stable.
     *
     * @return lower-case words with hyphens
     */
    String code();

    /**
     * What it says, in short.
     *
     * @return a title
     */
    String title();

    /**
     * What it says.
     *
     * @return a sentence
     */
    String sentence();
}
