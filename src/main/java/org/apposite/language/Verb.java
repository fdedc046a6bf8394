package org.apposite.language;

import static org.apposite.language.Parameter.CATEGORY;
import static org.apposite.language.Parameter.DATUM;
import static org.apposite.language.Parameter.DERIVED_FINDING;
import static org.apposite.language.Parameter.DIAGNOSIS;
import static org.apposite.language.Parameter.MEDIAN;
import static org.apposite.language.Parameter.NEW_CODE;
import static org.apposite.language.Parameter.PROCEDURE;
import static org.apposite.language.Parameter.PROCEDURE_OR_STUDY;
import static org.apposite.language.Parameter.RADIATION_LEVEL;
import static org.apposite.language.Parameter.SOURCE;
import static org.apposite.language.Parameter.STEP;
import static org.apposite.language.Parameter.TEXT;
import static org.apposite.language.Parameter.VARIANT;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apposite.advice.Trace.Conclusion;
import org.apposite.advice.Trace.Kind;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;

/** The verbs that rules may conclude with; the order is that of the reasoning, and of the trace. */
public enum Verb {
    /** That a derived finding is present. */
    DERIVE_PRESENT(
            "derivePresent", Kind.FINDING, "%s is present", "a derived finding is present", false, DERIVED_FINDING) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.derivePresent(text(a, 0));
        }
    },
    /** That a derived finding is absent. */
    DERIVE_ABSENT("deriveAbsent", Kind.FINDING, "%s is absent", "a derived finding is absent", false, DERIVED_FINDING) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.deriveAbsent(text(a, 0));
        }
    },
    /** A red flag. */
    RED_FLAG("redFlag", Kind.RED_FLAG, "red flag %s", "a red flag", false, NEW_CODE, TEXT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.redFlag(text(a, 0), text(a, 1));
        }
    },
    /** Something that other rules build on. */
    SITUATION("situation", Kind.SITUATION, "%s", "something that other rules build on", false, NEW_CODE) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.situation(text(a, 0));
        }
    },
    /** That the topic does not apply. */
    EXCLUDE(
            "exclude",
            Kind.EXCLUSION,
            "exclusion %2$s at step %1$s",
            "the topic does not apply, why, and where to look instead",
            false,
            STEP,
            NEW_CODE,
            TEXT,
            TEXT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.exclude(a.get(0).number(), text(a, 1), text(a, 2), text(a, 3));
        }
    },
    /** That a datum must be known. */
    ASK(
            "ask",
            Kind.QUESTION,
            "asks for %2$s",
            "the datum, or each datum of the group, must be known before the routing can pass this step; no effect when it is",
            false,
            STEP,
            DATUM) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.ask(a.get(0).number(), text(a, 1));
        }
    },
    /** That the definition of a variant holds. */
    VARIANT_CANDIDATE(
            "variant",
            Kind.VARIANT,
            "variant %2$s at step %1$s",
            "the definition of a variant of `topic.yaml` holds",
            false,
            STEP,
            VARIANT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.variant(a.get(0).number(), text(a, 1));
        }
    },
    /** A row of ratings. */
    RATE(
            "rate",
            Kind.RATING,
            "ratings",
            "a row of the matched variant's ratings; median and radiation may be `\"not-stated\"`",
            true,
            PROCEDURE,
            CATEGORY,
            MEDIAN,
            RADIATION_LEVEL,
            SOURCE) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            String[] sources =
                    a.subList(4, a.size()).stream().map(Literal::text).toArray(String[]::new);
            if (a.get(2).isNumber()) {
                to.rate(text(a, 0), text(a, 1), a.get(2).number(), text(a, 3), sources);
            } else {
                to.rate(text(a, 0), text(a, 1), text(a, 2), text(a, 3), sources);
            }
        }
    },
    /** That a rated procedure is the one to do next. */
    PREFER(
            "prefer",
            Kind.PREFERENCE,
            "preferred: %s",
            "this rated study is the one to do next, or one of several equals",
            false,
            PROCEDURE,
            TEXT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.prefer(text(a, 0), text(a, 1));
        }
    },
    /** That a rated procedure cannot be done, or has been. */
    SET_ASIDE(
            "setAside",
            Kind.SET_ASIDE,
            "set aside: %s",
            "this rated study, or every study of this kind (for a technique, name it), stays in the table, marked, and"
                    + " is never the best",
            false,
            PROCEDURE_OR_STUDY,
            TEXT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.setAside(text(a, 0), text(a, 1));
        }
    },
    /** What speaks for or against a rated procedure. */
    REMARK(
            "remark",
            Kind.REMARK,
            "remark on %s",
            "what speaks for or against this rated study",
            false,
            PROCEDURE,
            TEXT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.remark(text(a, 0), text(a, 1));
        }
    },
    /** A diagnosis in question. */
    DIFFERENTIAL(
            "differential", Kind.DIFFERENTIAL, "in question: %s", "a diagnosis in question", false, NEW_CODE, TEXT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.differential(text(a, 0), text(a, 1));
        }
    },
    /** That the facts of a rule raise a diagnosis. */
    RAISE("raise", Kind.DIFFERENTIAL, "raises %s", "the facts of this rule raise that diagnosis", false, DIAGNOSIS) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.raise(text(a, 0));
        }
    },
    /** What stands above the answer. */
    HEADLINE("headline", Kind.HEADLINE, "headline", "a text above everything else in the answer", false, TEXT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.headline(text(a, 0));
        }
    },
    /** An alert. */
    ALERT(
            "alert",
            Kind.ALERT,
            "alert %s",
            "an alert; alerts with the same code become one, with their texts in order and the highest severity",
            false,
            NEW_CODE,
            Parameter.SEVERITY,
            TEXT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.alert(text(a, 0), text(a, 1), text(a, 2));
        }
    },
    /** What to do after a study. */
    NEXT_STEP(
            "nextStep",
            Kind.NEXT_STEP,
            "next step %s",
            "what to do after a study",
            false,
            NEW_CODE,
            Parameter.URGENCY,
            TEXT) {
        @Override
        void speak(Conclude to, List<Literal> a) {
            to.nextStep(text(a, 0), text(a, 1), text(a, 2));
        }
    };

    /** In place of a median or a radiation level that the source does not state. */
    public static final String NOT_STATED = "not-stated";

    /** Behind a category on which the panel disagreed. */
    public static final String DISAGREEMENT = ", disagreement";

    /** The arguments that are named and not told by their code. */
    private static final Set<Parameter> NAMED = EnumSet.of(DERIVED_FINDING, DATUM, PROCEDURE, PROCEDURE_OR_STUDY);

    private final String display;
    private final Kind kind;
    private final String words;
    private final String meaning;
    private final boolean lastRepeats;
    private final List<Parameter> parameters;

    Verb(String display, Kind kind, String words, String meaning, boolean lastRepeats, Parameter... parameters) {
        this.display = display;
        this.kind = kind;
        this.words = words;
        this.meaning = meaning;
        this.lastRepeats = lastRepeats;
        this.parameters = List.of(parameters);
    }

    private static String text(List<Literal> arguments, int index) {
        return arguments.get(index).text();
    }

    abstract void speak(Conclude to, List<Literal> arguments);

    /**
     * Concludes.
     *
     * @param arguments as many as it takes, each written as its parameter wants it
     * @param to who hears it
     */
    public void conclude(List<Literal> arguments, Conclude to) {
        speak(to, arguments);
    }

    /**
     * What the trace says of the conclusions of a rule. Ratings are many, and told by their number.
     *
     * @param conclusions conclusions of this verb
     * @param scope the topic
     * @return the conclusions in codes and in plain words
     */
    public List<Conclusion> told(List<Consequence> conclusions, Scope scope) {
        return this == RATE
                ? List.of(new Conclusion(conclusions.size() + " " + words, kind, null))
                : conclusions.stream()
                        .map(one -> conclusion(one.arguments(), scope))
                        .toList();
    }

    private Conclusion conclusion(List<Literal> arguments, Scope scope) {
        Object[] said = new Object[parameters.size()];
        for (int i = 0; i < said.length; i++) {
            Literal argument = arguments.get(i);
            said[i] = NAMED.contains(parameters.get(i))
                    ? parameters.get(i).words(argument.text(), arguments.subList(0, i), scope)
                    : argument.text();
        }
        if (this == SITUATION) {
            said[0] = Scope.words(text(arguments, 0));
        }
        String code = this == HEADLINE ? null : text(arguments, parameters.get(0) == STEP ? 1 : 0);
        return new Conclusion(String.format(Locale.ROOT, words, said), kind, code);
    }

    /**
     * Its name in a rule.
     *
     * @return the verb
     */
    public String display() {
        return display;
    }

    /**
     * What it concludes, for the reference of the language.
     *
     * @return a few words
     */
    public String meaning() {
        return meaning;
    }

    /**
     * What its arguments must be.
     *
     * @return the parameters, in order
     */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * Whether this many arguments fit.
     *
     * @param arguments a number of arguments
     * @return true when they do
     */
    public boolean takes(int arguments) {
        return lastRepeats ? arguments >= parameters.size() : arguments == parameters.size();
    }

    /**
     * Whether its last argument may stand several times.
     *
     * @return true for the sources of a rating
     */
    public boolean lastRepeats() {
        return lastRepeats;
    }

    /**
     * What an argument must be.
     *
     * @param index its place, from 0
     * @return the parameter
     */
    public Parameter parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /**
     * The verb with a name.
     *
     * @param name the name in a rule
     * @return empty when there is none
     */
    public static Optional<Verb> named(String name) {
        return Arrays.stream(values()).filter(verb -> verb.display.equals(name)).findFirst();
    }

    /**
     * Whether a conclusion is of this verb.
     *
     * @param one a conclusion of a rule
     * @return true when it is
     */
    public boolean isOf(Consequence one) {
        return one.verb().equals(display);
    }

    static boolean isDerivation(String name) {
        return name.equals(DERIVE_PRESENT.display) || name.equals(DERIVE_ABSENT.display);
    }
}
