package org.apposite.authoring.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apposite.json.RuleCase;
import org.apposite.language.Parameter;
import org.apposite.model.Quantity;
import org.apposite.model.Region;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Complaint;
import org.apposite.patient.PatientCase;

/**
 * APP-208: a code that no rule, topic file, radiation scale or case uses. Of a folder with errors, what stands in quotes in a
 * rule file counts as used.
 */
final class UnusedVocabulary implements Lint {

    private static final Map<Kind, String> SECTIONS = Map.of(
            Kind.FINDING, "findings",
            Kind.CIRCUMSTANCE, "circumstances",
            Kind.CONDITION, "conditions",
            Kind.SUSPICION, "suspicions",
            Kind.COMPLAINT, "complaints",
            Kind.CHOICE, "choices",
            Kind.QUANTITY, "quantities",
            Kind.DATUM, "data");

    /** The section in which a term of a kind stands. */
    static String section(Kind kind) {
        return SECTIONS.getOrDefault(kind, "");
    }

    @Override
    public void look(Subject subject, Report report) {
        if (subject.casesWereRead() && subject.wasRead("")) {
            new Look(subject, report).look();
        }
    }

    private static final class Look {

        private final Subject subject;
        private final Report report;
        private final Vocabulary vocabulary;
        private final Map<Topic, Uses> uses = new HashMap<>();
        private final Set<String> quoted;
        private final Set<String> used = new HashSet<>();

        Look(Subject subject, Report report) {
            this.subject = subject;
            this.report = report;
            this.vocabulary = subject.vocabulary();
            this.quoted = subject.isSound() ? Set.of() : subject.quoted();
            subject.topics().forEach(topic -> uses.put(topic, Uses.of(topic)));
        }

        void look() {
            used.addAll(quoted);
            subject.topics().forEach(this::collect);
            YamlKeys radiation = subject.keys("vocabulary/radiation.yaml");
            vocabulary
                    .radiationScales()
                    .keySet()
                    .forEach(scale -> radiation.text("scales", scale, "source").ifPresent(used::add));
            subject.cases().forEach(this::collect);
            collectPlaces();
            vocabulary.terms().values().forEach(this::term);
            vocabulary.procedures().keySet().forEach(code -> code("procedures", code));
            vocabulary.sources().keySet().forEach(code -> code("sources", code));
            // A region that only studies can have is there to be stated, whether a rule names it or not.
            vocabulary.regions().values().stream()
                    .filter(Region::ofComplaints)
                    .forEach(region -> code("regions", region.code()));
            vocabulary.studies().keySet().forEach(code -> code("studies", code));
            vocabulary.quantities().values().forEach(this::limits);
            subject.topics().forEach(this::topic);
        }

        private void collect(Topic topic) {
            used.addAll(topic.complaints());
            used.addAll(topic.redFlags());
            used.addAll(topic.asks());
            topic.groups().values().forEach(used::addAll);
            used.addAll(topic.applies().present());
            used.addAll(topic.applies().absent());
            used.add(topic.region());
            used.add(topic.onset());
            topic.rules().forEach(rule -> used.addAll(rule.sources()));
            used.addAll(Objects.requireNonNull(uses.get(topic)).codes());
        }

        private void collect(RuleCase one) {
            used.addAll(one.sources());
            one.stated().patientCase().ifPresent(this::collect);
            List<String> preferred = one.expectation().preferred();
            if (preferred != null) {
                used.addAll(preferred);
            }
        }

        private void collect(PatientCase patient) {
            used.addAll(patient.findings().keySet());
            patient.conditions().ifPresent(used::addAll);
            patient.suspected().ifPresent(used::addAll);
            patient.complaint().ifPresent(used::add);
            patient.region().ifPresent(used::add);
            patient.examinedAt().ifPresent(used::add);
            used.addAll(patient.choices().keySet());
            used.addAll(patient.measurements().keySet());
            for (Complaint other : patient.furtherComplaints()) {
                used.add(other.code());
                used.addAll(other.circumstances().keySet());
                if (other.region() != null) {
                    used.add(other.region());
                }
            }
            patient.imaging()
                    .ifPresent(studies -> studies.forEach(one -> used.addAll(List.of(one.study(), one.region()))));
            patient.order().ifPresent(one -> {
                used.add(one.study());
                if (one.region() != null) {
                    used.add(one.region());
                }
            });
        }

        /** Regions and studies that other entries of the vocabulary name; one may be left unknown in every vocabulary. */
        private void collectPlaces() {
            used.add(Region.UNKNOWN);
            vocabulary.terms().values().forEach(term -> {
                used.add(term.place().implied());
                used.addAll(term.place().regions());
            });
            vocabulary.procedures().values().forEach(one -> {
                used.add(one.region());
                used.add(one.study());
            });
            YamlKeys regions = subject.keys("vocabulary/regions.yaml");
            vocabulary
                    .regions()
                    .keySet()
                    .forEach(code -> List.of("of", "covered-by", "suffices")
                            .forEach(key -> used.addAll(regions.texts("regions", code, key))));
            for (Study study : vocabulary.studies().values()) {
                if (study.techniques().keySet().stream().anyMatch(used::contains) || used.contains(study.datum())) {
                    used.add(study.code());
                }
            }
        }

        private void term(Term term) {
            if (used.contains(term.code())) {
                return;
            }
            if (term.kind() == Kind.IMAGING) {
                vocabulary.studies().values().stream()
                        .filter(study -> term.code().equals(study.datum()))
                        .forEach(study -> unused(
                                "vocabulary/studies.yaml", nothing(term.code()), "studies", study.code(), "datum"));
            } else {
                boolean own = term.kind() == Kind.CHOICE || term.kind() == Kind.QUANTITY;
                String section = section(term.kind());
                unused(
                        "vocabulary/" + (own ? section : "findings") + ".yaml",
                        nothing(term.code()),
                        section,
                        term.code());
            }
        }

        private void code(String file, String code) {
            if (!used.contains(code)) {
                unused("vocabulary/" + file + ".yaml", nothing(code), file, code);
            }
        }

        private static String nothing(String code) {
            return "nothing uses \"" + code + "\": no rule, topic, radiation scale or case";
        }

        private void limits(Quantity quantity) {
            for (String limit : quantity.limits().keySet()) {
                if (!quoted.contains(limit)
                        && uses.values().stream().noneMatch(one -> one.hasLimit(quantity.code(), limit))) {
                    unused(
                            "vocabulary/quantities.yaml",
                            "no rule asks for the limit \"" + limit + "\" of \"" + quantity.code() + "\"",
                            "quantities",
                            quantity.code(),
                            "limits",
                            limit);
                }
            }
        }

        private void topic(Topic topic) {
            String file = topic.id() + Subject.TOPIC_FILE;
            Uses own = Objects.requireNonNull(uses.get(topic));
            List<String> inGroups = subject.keys(file).texts("groups");
            for (String group : topic.groups().keySet()) {
                boolean isNamed = own.has(group, Parameter.GROUP, Parameter.DATUM) || inGroups.contains(group);
                if (!group.equals(Topic.RED_FLAGS) && !isNamed && !quoted.contains(group)) {
                    unused(file, "no rule uses the group \"" + group + "\"", "groups", group);
                }
            }
            for (String score : topic.scores().keySet()) {
                if (!own.has(score, Parameter.SCORE) && !quoted.contains(score)) {
                    unused(file, "no rule asks for the score \"" + score + "\"", "scores", score);
                }
            }
            Set<String> spokenOf = new HashSet<>(own.codes());
            spokenOf.addAll(topic.asks());
            spokenOf.addAll(topic.redFlags());
            spokenOf.addAll(topic.complaints());
            topic.groups().values().forEach(spokenOf::addAll);
            for (String code : topic.wording().keySet()) {
                if (!spokenOf.contains(code) && !quoted.contains(code)) {
                    unused(
                            file,
                            "the topic has its own wording for \"" + code + "\", but never mentions it",
                            "wording",
                            code);
                }
            }
        }

        private void unused(String file, String message, String... path) {
            report.at(
                    file,
                    subject.keys(file).place(path),
                    CheckCode.UNUSED_VOCABULARY,
                    message,
                    "Remove it, or write above it why it stays: # accept " + CheckCode.UNUSED_VOCABULARY.code()
                            + ": the reason");
        }
    }
}
