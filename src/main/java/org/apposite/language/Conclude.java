package org.apposite.language;

/**
 * The verbs of the rule language: all that a rule can do. Rules see one instance under the name {@code conclude}; all
 * arguments are literals. Sources come from the rule's {@code @source}.
 *
 * <p>Steps are the order of a topic's routing. Rules conclude candidates for it, each with its step: a variant, an
 * exclusion, or a question that must be answered before the routing can go on. The lowest step wins.
 */
public interface Conclude {

    /**
     * That a derived finding is present. It wins over a rule that says it is absent.
     *
     * @param finding the code of a finding that the vocabulary marks as derived
     */
    void derivePresent(String finding);

    /**
     * That a derived finding is absent.
     *
     * @param finding the code of a finding that the vocabulary marks as derived
     */
    void deriveAbsent(String finding);

    /**
     * A red flag.
     *
     * @param code its code
     * @param text what it is, for a reader
     */
    void redFlag(String code, String text);

    /**
     * An intermediate conclusion for other rules.
     *
     * @param code its code
     */
    void situation(String code);

    /**
     * A variant whose definition holds.
     *
     * @param step its step in the routing
     * @param id its id
     */
    void variant(int step, String id);

    /**
     * That the topic does not apply.
     *
     * @param step its step in the routing
     * @param id the exclusion's code
     * @param text the reason, for a reader
     * @param seeInstead where to look instead
     */
    void exclude(int step, String id, String text, String seeInstead);

    /**
     * That a datum must be known before the routing can pass this step. Does nothing when it is known. Of a derived
     * finding the stated data are asked by which it could be decided, unless the vocabulary says that it is asked itself.
     *
     * @param step the step in the routing
     * @param datum the code of the finding, condition or other datum, or the name of a group of them
     */
    void ask(int step, String datum);

    /**
     * One row of a variant's ratings.
     *
     * @param procedure the procedure's code
     * @param category the category's code, with {@code , disagreement} behind it where the panel disagreed
     * @param median the panel's median rating, 1 to 9
     * @param radiation the relative radiation level: {@code none}, {@code 1} to {@code 5}, {@code varies},
     *     or {@code not-stated}
     * @param sources the keys of the row's sources
     */
    void rate(String procedure, String category, int median, String radiation, String... sources);

    /**
     * One row of a variant's ratings whose median the source does not state.
     *
     * @param procedure the procedure's code
     * @param category the category's code, with {@code , disagreement} behind it where the panel disagreed
     * @param median {@code not-stated}
     * @param radiation the relative radiation level, or {@code not-stated}
     * @param sources the keys of the row's sources
     */
    void rate(String procedure, String category, String median, String radiation, String... sources);

    /**
     * That a rated procedure cannot be done, or has been done: it stays in the table, marked, and takes no part in the best
     * category, in what is rated higher, or among the preferred.
     *
     * @param procedureOrStudy the code of a procedure, or of a study or technique all of whose procedures are meant
     * @param reason why
     */
    void setAside(String procedureOrStudy, String reason);

    /**
     * That a rated procedure is the study to do next, or one of several equals.
     *
     * @param procedure the procedure's code
     * @param reason why
     */
    void prefer(String procedure, String reason);

    /**
     * What speaks for or against a rated procedure.
     *
     * @param procedure the procedure's code
     * @param reason the remark
     */
    void remark(String procedure, String reason);

    /**
     * A diagnosis in question.
     *
     * @param code its code
     * @param text what it comprises, for a reader
     */
    void differential(String code, String text);

    /**
     * That the facts of this rule raise a diagnosis in question.
     *
     * @param code the code of the diagnosis
     */
    void raise(String code);

    /**
     * What stands above everything else in the answer, such as what a study has found.
     *
     * @param text what it says
     */
    void headline(String text);

    /**
     * An alert. Alerts of one code are one alert: its texts in the order of the rules, its severity the highest.
     *
     * @param code its code
     * @param severity the severity's code
     * @param text what it says
     */
    void alert(String code, String severity, String text);

    /**
     * What to do after a study.
     *
     * @param code its code
     * @param urgency the urgency's code
     * @param text what to do
     */
    void nextStep(String code, String urgency, String text);
}
