package org.apposite.authoring.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.language.Verb;

/**
 * A rule file with any questions and verbs of the language, written as untidily as the language allows: with comments,
 * blank space and line ends of all kinds between any two words. One seed gives one file.
 */
final class RandomRuleFile {

    private static final List<Fact> FACTS = List.of(
            Fact.PATIENT, Fact.PATIENT, Fact.RED_FLAG, Fact.SITUATION, Fact.EMERGENCY, Fact.ROUTING, Fact.RANKING);

    private static final List<Verb> VERBS =
            Stream.of(Verb.values()).filter(verb -> verb != Verb.RATE).toList();

    private static final List<String> TEXTS = List.of(
            "fever",
            "a-code",
            "x",
            "",
            "then",
            "end",
            "rule // no comment",
            "/* none */ either",
            "it's {order}; so",
            "Ünïcode \u2192 \u03b1",
            "usually-appropriate",
            "long ".repeat(30));

    private static final List<String> CATEGORIES = List.of(
            "usually-appropriate",
            "may-be-appropriate",
            "may-be-appropriate, disagreement",
            "usually-not-appropriate",
            "no-category");

    private static final List<String> COMMENTS = List.of(
            "why", "", "rule when then", "( , || &&", "\tindented\t", "procedure category median", "long ".repeat(20));

    /** The reader of rules takes a quote in a comment within a conclusion for the beginning of a text. */
    private static final List<String> QUOTING_COMMENTS = List.of("it's", "\"quoted\"", "\"");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final String lineEnd;
    private final int untidiness;
    private boolean concluding;

    RandomRuleFile(int seed) {
        random = new Random(seed);
        lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
        untidiness = random.nextInt(4);
        file();
    }

    String text() {
        return text.toString();
    }

    private void file() {
        gap("", true);
        text.append("package back_pain_child;");
        gap("\n", true);
        List<Fact> facts = new ArrayList<>(List.of(Fact.values()));
        Collections.shuffle(facts, random);
        for (Fact fact : facts.subList(0, random.nextInt(facts.size() + 1))) {
            text.append("import ").append(fact.type().getName()).append(';');
            gap("\n", true);
        }
        if (random.nextBoolean()) {
            text.append("global org.apposite.language.Conclude conclude;");
            gap("\n", true);
        }
        int rules = 1 + random.nextInt(2);
        for (int i = 0; i < rules; i++) {
            rule(i);
        }
    }

    private void rule(int number) {
        text.append("rule \"Rule ").append(number).append(" // as it is\"");
        gap("\n", true);
        text.append(random.nextBoolean() ? "@id( rule-" : "@id(rule-")
                .append(number)
                .append(')');
        gap("", true);
        text.append(random.nextBoolean() ? "@source( one )" : "@source(\"one, two\")");
        gap("\n", true);
        text.append("when");
        gap("\n", true);
        int patterns = 1 + random.nextInt(3);
        for (int i = 0; i < patterns; i++) {
            pattern();
        }
        text.append("then");
        gap("\n", true);
        concluding = true;
        conclusions();
        concluding = false;
        text.append("end").append(lineEnd);
        gap("", true);
    }

    private void pattern() {
        Fact fact = one(FACTS);
        if (random.nextBoolean()) {
            text.append("exists");
            gap(" ", true);
        }
        sign(fact.display());
        sign("(");
        int conditions = fact.isOneForEachCode() ? 1 : 1 + random.nextInt(3);
        for (int i = 0; i < conditions; i++) {
            if (i > 0) {
                sign(",");
            }
            condition(fact, 3);
        }
        text.append(")");
        gap("", true);
    }

    private void condition(Fact fact, int depth) {
        int kind = random.nextInt(depth == 0 ? 1 : 4);
        if (kind <= 1) {
            QuestionKind question = QuestionKind.of(fact, one(fact.questions())).orElseThrow();
            call(question.display(), question.parameters());
        } else if (kind == 2) {
            sign("(");
            condition(fact, depth - 1);
            sign(")");
        } else {
            int parts = 2 + random.nextInt(4);
            for (int i = 0; i < parts; i++) {
                if (i > 0) {
                    sign(random.nextBoolean() ? "&&" : "||");
                }
                condition(fact, depth - 1);
            }
        }
    }

    private void conclusions() {
        boolean ratings = random.nextInt(3) == 0;
        Verb verb = one(VERBS);
        int number = 1 + random.nextInt(5);
        for (int i = 0; i < number; i++) {
            sign("conclude");
            sign(".");
            if (ratings) {
                rating();
            } else {
                call(verb.display(), verb.parameters());
            }
            text.append(";");
            gap("\n", true);
        }
    }

    private void rating() {
        List<String> arguments = new ArrayList<>(List.of(
                quoted(one(TEXTS)),
                quoted(one(CATEGORIES)),
                random.nextInt(5) == 0 ? quoted(Verb.NOT_STATED) : String.valueOf(1 + random.nextInt(9)),
                quoted(one(List.of("none", "varies", "4")))));
        IntStream.rangeClosed(0, random.nextInt(3)).forEach(i -> arguments.add(quoted("source")));
        callWith(Verb.RATE.display(), arguments);
    }

    private void call(String name, List<Parameter> parameters) {
        callWith(name, parameters.stream().map(this::argument).toList());
    }

    private String argument(Parameter parameter) {
        return switch (parameter.form()) {
            case TEXT -> quoted(one(TEXTS));
            case WHOLE, WHOLE_OR_TEXT -> String.valueOf(random.nextInt(100_000));
            case DECIMAL, NUMBER_OR_TEXT -> random.nextInt(100) + "." + random.nextInt(1000);
        };
    }

    private void callWith(String name, List<String> arguments) {
        sign(name);
        sign("(");
        for (int i = 0; i < arguments.size(); i++) {
            if (i > 0) {
                sign(",");
            }
            sign(arguments.get(i));
        }
        sign(")");
    }

    private static String quoted(String words) {
        return '"' + words + '"';
    }

    private void sign(String sign) {
        text.append(sign);
        gap("", false);
    }

    /** Blank space, perhaps none, and perhaps comments. */
    private void gap(String least, boolean wide) {
        text.append(least.replace("\n", lineEnd));
        int pieces = untidiness == 0 ? 0 : random.nextInt(wide ? 4 : 12) / 2 * untidiness / (wide ? 2 : 6);
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(7)) {
                case 0 -> text.append(' ');
                case 1 -> text.append('\t');
                case 2 -> text.append(lineEnd);
                case 3 -> text.append("  ").append(lineEnd).append("   ");
                case 4 -> text.append(" //").append(comment()).append(lineEnd);
                case 5 -> text.append("/* ").append(comment()).append(" */");
                default ->
                    text.append("/* ")
                            .append(comment())
                            .append(lineEnd)
                            .append("    * more ")
                            .append(lineEnd)
                            .append("\t*/");
            }
        }
    }

    private String comment() {
        return one(concluding || random.nextInt(4) > 0 ? COMMENTS : QUOTING_COMMENTS);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
