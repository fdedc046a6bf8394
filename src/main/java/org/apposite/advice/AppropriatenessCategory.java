package org.apposite.advice;

import org.apposite.patient.Coded;

/** How appropriate a procedure is in a variant, most appropriate first. */
public enum AppropriatenessCategory implements Coded {
    /** Benefit outweighs risk in most patients of the variant. */
    USUALLY_APPROPRIATE("usually-appropriate"),
    /** May serve some patients of the variant. */
    MAY_BE_APPROPRIATE("may-be-appropriate"),
    /** Risk or lack of benefit speaks against it in most patients of the variant. */
    USUALLY_NOT_APPROPRIATE("usually-not-appropriate");

    private final String code;

    AppropriatenessCategory(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
