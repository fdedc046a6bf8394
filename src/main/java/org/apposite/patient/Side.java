package org.apposite.patient;

/** A side of the body, for a complaint or a study of a region that has two. */
public enum Side implements Coded {
    /** The left one. */
    LEFT("left"),
    /** The right one. */
    RIGHT("right"),
    /** Left and right. */
    BOTH("both");

    private final String code;

    Side(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
