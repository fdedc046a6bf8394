package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.apposite.authoring.prove.Proof;
import org.apposite.authoring.prove.Proof.Explained;
import org.apposite.authoring.prove.Proof.Fault;
import org.apposite.authoring.prove.Proof.Verdict;
import org.apposite.authoring.prove.Proof.Witness;

/** What was proved of rules, as text for the person who edits them. */
public final class ProofText {

    private static final int VERDICT = 11;
    /** As wide as the codes of what is proved of every topic. */
    private static final int CODE = 17;

    private static final int MARGIN = 4;

    /** Of what is accepted; JSON has all. */
    private static final int EXAMPLES = 3;

    private final TextPage page;

    private ProofText(boolean colour) {
        this.page = TextPage.ofLines(colour);
    }

    public static TextPage of(List<Proof> proofs, boolean colour) {
        return new ProofText(colour).write(proofs);
    }

    private TextPage write(List<Proof> proofs) {
        String topic = "";
        int code =
                proofs.stream().mapToInt(one -> one.property().code().length()).reduce(CODE, Math::max);
        for (Proof proof : proofs) {
            if (!proof.topic().equals(topic)) {
                topic = proof.topic();
                page.heading(topic);
            }
            page.row(
                    0,
                    List.of(VERDICT, code, Integer.MAX_VALUE / 2),
                    StyledText.of(style(proof.verdict()), proof.verdict().words()),
                    StyledText.of(proof.property().code()),
                    StyledText.of(proof.property().title()));
            proof.faults().forEach(this::write);
            proof.open().forEach(one -> page.line(MARGIN, one));
            if (proof.tested() != null) {
                page.line(MARGIN, proof.tested().words());
            }
            proof.explained().forEach(this::write);
        }
        page.blank();
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long number =
                    proofs.stream().filter(one -> one.verdict() == verdict).count();
            if (number > 0) {
                counts.add(number + " " + verdict.words());
            }
        }
        page.line(
                0,
                "Of " + proofs.size() + (proofs.size() == 1 ? " property: " : " properties: ")
                        + String.join(", ", counts) + ".");
        return page;
    }

    private void write(Explained one) {
        page.line(MARGIN, one.file() + ":" + one.line() + ": " + one.reason());
        one.sentences().stream().limit(EXAMPLES).forEach(sentence -> page.line(2 * MARGIN, sentence));
        if (one.sentences().size() > EXAMPLES) {
            page.line(2 * MARGIN, "and " + (one.sentences().size() - EXAMPLES) + " more");
        }
    }

    private void write(Fault fault) {
        String place = fault.file() == null ? "" : fault.file() + ":" + fault.line() + ": ";
        page.line(MARGIN, place + fault.sentence());
        for (Witness witness : fault.witnesses()) {
            page.line(2 * MARGIN, witness.file() + ": " + witness.stated());
        }
        if (!fault.confirmed()) {
            page.line(
                    2 * MARGIN,
                    StyledText.of(
                            Style.ALARM,
                            "The rule engine does not show this. That is an error of Apposite and not of the rules:"
                                    + " please report it."));
        }
    }

    private static Style style(Verdict verdict) {
        return switch (verdict) {
            case PROVED, EXPLAINED -> Style.GOOD;
            case BROKEN -> Style.ALARM;
            case OPEN -> Style.CAUTION;
        };
    }
}
