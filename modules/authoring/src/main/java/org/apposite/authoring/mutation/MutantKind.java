package org.apposite.authoring.mutation;

/** What a mutant does to a rule; the order is that of reports. */
public enum MutantKind {
    /** A number in a question one step lower or higher, in its unit. */
    LIMIT("limit", "a limit one lower or higher"),
    /** Years for months, weeks for days, or the reverse. */
    UNIT("unit", "another unit"),
    /** A neighbouring finding or other code in a question. */
    CODE_ASKED("code-asked", "another code asked"),
    /** A question that is easily mistaken for the one that is asked. */
    QUESTION("question", "another question"),
    /** One of several conditions that must all hold is left out. */
    CONDITION("condition", "a condition left out"),
    /** One of several conditions of which one must hold is left out. */
    ALTERNATIVE("alternative", "an alternative left out"),
    /** All of several conditions in place of one of them, or the reverse. */
    CONNECTIVE("connective", "and for or, or for and"),
    /** A whole rule is left out. */
    RULE("rule", "a rule left out"),
    /** One of a rule's conclusions is left out. */
    CONCLUSION("conclusion", "a conclusion left out"),
    /** A neighbouring red flag, situation, datum, diagnosis or variant is concluded. */
    CODE_CONCLUDED("code-concluded", "another code concluded"),
    /** A step of the routing is moved before or after its neighbour. */
    STEP("step", "a routing step moved"),
    /** A neighbouring study is preferred. */
    PREFERENCE("preference", "another study preferred"),
    /** A rating is in a neighbouring category, or the panel's disagreement is the reverse. */
    CATEGORY("category", "another category"),
    /** A rating's median is one lower or higher. */
    MEDIAN("median", "a median one lower or higher"),
    /** A rating is at a neighbouring radiation level. */
    RADIATION("radiation", "another radiation level"),
    /** An alert is of a neighbouring severity. */
    SEVERITY("severity", "another severity"),
    /** A next step is of a neighbouring urgency. */
    URGENCY("urgency", "another urgency");

    private final String code;
    private final String display;

    MutantKind(String code, String display) {
        this.code = code;
        this.display = display;
    }

    /**
     * The code, as in JSON.
     *
     * @return lower case letters and hyphens
     */
    public String code() {
        return code;
    }

    /**
     * What it does, for a reader.
     *
     * @return a few words
     */
    public String display() {
        return display;
    }
}
