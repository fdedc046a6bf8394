package org.apposite.cli.text;

import org.apposite.advice.NextStep.Urgency;

/** How words look on a terminal with colour; without colour all styles look the same. */
enum Style {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("1;32"),
    CAUTION("33"),
    ALARM("1;31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    static Style of(Urgency urgency) {
        return switch (urgency) {
            case EMERGENT -> ALARM;
            case URGENT -> CAUTION;
            case ROUTINE -> PLAIN;
        };
    }

    /** The text with the escape sequences of this style round it. */
    String on(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
