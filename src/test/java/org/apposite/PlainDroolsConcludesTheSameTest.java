package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.language.Conclude;
import org.apposite.language.Derived;
import org.apposite.language.Emergency;
import org.apposite.language.Patient;
import org.apposite.language.Ranking;
import org.apposite.language.Routing;
import org.apposite.language.Scope;
import org.apposite.language.Situation;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.drools.model.codegen.ExecutableModelProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Our reading of the rule files is checked by somebody else's: plain Drools builds the files' own text and draws the same
 * conclusions from the same facts, rule by rule and word by word.
 */
class PlainDroolsConcludesTheSameTest {

    private static final String TOPIC = "back-pain-child";
    private static final ClinicalRules OURS = Rules.BUNDLED.only(TOPIC);
    private static final KieBase PLAIN = built(Rules.FOLDER.resolve(TOPIC));

    private static KieBase built(Path folder) {
        KieServices services = KieServices.Factory.get();
        String name = String.valueOf(folder.getFileName());
        ReleaseId id = services.newReleaseId("org.apposite.test", name, "1");
        KieFileSystem kie = services.newKieFileSystem().generateAndWritePomXML(id);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".drl")).toList()) {
                kie.write(
                        "src/main/resources/" + name.replace('-', '_') + "/" + file.getFileName(),
                        Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KieBuilder builder = services.newKieBuilder(kie).buildAll(ExecutableModelProject.class);
        assertThat(builder.getResults().getMessages(Message.Level.ERROR)).isEmpty();
        KieBase base = services.newKieContainer(id).getKieBase();
        services.getRepository().removeKieModule(id);
        return base;
    }

    static Stream<PatientCase> cases() {
        return Stream.concat(BaseCases.all().values().stream(), RandomCases.some(200, 17))
                .filter(patient -> TOPIC.equals(OURS.evaluate(patient).topic()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plain_drools_draws_the_same_conclusions_from_the_text_of_the_files(PatientCase patient) {
        Advice advice = OURS.evaluate(patient);

        assertThat(heard(patient, advice)).isEqualTo(told(advice));
    }

    @Test
    void conditions_of_any_shape_hold_in_plain_drools_when_they_hold_here(@TempDir Path folder) throws IOException {
        TinyTopic.in(folder);
        Files.writeString(folder.resolve("tiny-topic/shapes.drl"), shapes(new Random(3)));
        ClinicalRules ours = ClinicalRules.from(folder);
        KieBase plain = built(folder.resolve("tiny-topic"));

        for (Presence fever : Presence.values()) {
            for (Presence pain : Presence.values()) {
                PatientCase patient = stated("night-pain", pain, stated("fever", fever, PatientCase.builder()))
                        .complaint("back-pain")
                        .build();
                assertThat(fired(plain, ours, patient))
                        .as("fever %s, night pain %s", fever, pain)
                        .isEqualTo(ours.evaluate(patient).trace().steps().stream()
                                .map(step -> step.name())
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
    }

    private static PatientCaseBuilder stated(String finding, Presence presence, PatientCaseBuilder builder) {
        return switch (presence) {
            case PRESENT -> builder.present(finding);
            case ABSENT -> builder.absent(finding);
            case UNKNOWN -> builder;
        };
    }

    private static String shapes(Random random) {
        StringBuilder rules = new StringBuilder("""
                package tiny_topic;
                import org.apposite.language.Patient;
                global org.apposite.language.Conclude conclude;
                """);
        for (int i = 0; i < 40; i++) {
            rules.append("""
                    rule "Shape %1$d"
                        @id( shape-%1$d )
                        @source( interpretation )
                    when
                        Patient( %2$s )
                    then
                        conclude.situation( "shape-%1$d" );
                    end
                    """.formatted(i, shape(random, 3)));
        }
        return rules.toString();
    }

    private static String shape(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            String question = List.of("present", "absent", "unknown").get(random.nextInt(3));
            return question + "( \"" + (random.nextBoolean() ? "fever" : "night-pain") + "\" )";
        }
        String sign = random.nextBoolean() ? " && " : " || ";
        String joined = shape(random, depth - 1) + sign + shape(random, depth - 1);
        return random.nextInt(3) == 0 ? "( " + joined + " )" : joined;
    }

    private static SortedSet<String> fired(KieBase plain, ClinicalRules ours, PatientCase patient) {
        KieSession session = plain.newKieSession();
        SortedSet<String> fired = new TreeSet<>();
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void beforeMatchFired(BeforeMatchFiredEvent event) {
                fired.add(event.getMatch().getRule().getName());
            }
        });
        session.setGlobal(
                "conclude",
                Proxy.newProxyInstance(
                        Conclude.class.getClassLoader(),
                        new Class<?>[] {Conclude.class},
                        (proxy, verb, arguments) -> null));
        session.insert(new Patient(patient, Scope.of(ours.topics().get(0), ours.vocabulary()), Derived.NOTHING));
        session.fireAllRules();
        session.dispose();
        return fired;
    }

    /** What the rules that fired say in the model that was read. */
    private static SortedSet<String> told(Advice advice) {
        List<String> fired =
                advice.trace().steps().stream().map(step -> step.rule()).toList();
        SortedSet<String> told = new TreeSet<>();
        for (Rule rule : OURS.topics().get(0).rules()) {
            for (Consequence consequence : fired.contains(rule.id()) ? rule.then() : List.<Consequence>of()) {
                told.add(rule.name() + ": " + consequence.verb() + " "
                        + consequence.arguments().stream().map(Literal::text).toList());
            }
        }
        return told;
    }

    /**
     * What plain Drools concludes; the facts between the parts of the routing are those of our answer. Plain Drools knows no
     * stages: it is run once to learn what is derived, and again to hear what follows when that is known.
     */
    private static SortedSet<String> heard(PatientCase patient, Advice advice) {
        Map<String, Presence> derived = new HashMap<>();
        SortedSet<String> heard = new TreeSet<>();
        for (int run = 1; run <= 2; run++) {
            heard.clear();
            run(patient, advice, derived, heard);
        }
        return heard;
    }

    private static void run(PatientCase patient, Advice advice, Map<String, Presence> derived, Set<String> heard) {
        KieSession session = PLAIN.newKieSession();
        String[] speaking = {""};
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void beforeMatchFired(BeforeMatchFiredEvent event) {
                speaking[0] = event.getMatch().getRule().getName();
            }
        });
        Scope scope = Scope.of(OURS.topics().get(0), OURS.vocabulary());
        Patient stated = new Patient(patient, scope, finding -> derived.getOrDefault(finding, Presence.UNKNOWN));
        FactHandle[] handle = new FactHandle[1];
        session.setGlobal(
                "conclude",
                Proxy.newProxyInstance(
                        Conclude.class.getClassLoader(), new Class<?>[] {Conclude.class}, (proxy, verb, arguments) -> {
                            heard.add(speaking[0] + ": " + verb.getName() + " " + flat(arguments));
                            String first = String.valueOf(arguments[0]);
                            switch (verb.getName()) {
                                case "redFlag" -> session.insert(new RedFlag(first, (String) arguments[1], ""));
                                case "situation" -> session.insert(new Situation(first));
                                case "derivePresent" -> {
                                    // What is known already must not wake the rule that says it, or it would never end.
                                    if (derived.put(first, Presence.PRESENT) != Presence.PRESENT) {
                                        session.update(handle[0], stated);
                                    }
                                }
                                case "deriveAbsent" -> {
                                    if (derived.putIfAbsent(first, Presence.ABSENT) == null) {
                                        session.update(handle[0], stated);
                                    }
                                }
                                default -> {
                                    // All others are the end of a line of reasoning.
                                }
                            }
                            return null;
                        }));
        handle[0] = session.insert(stated);
        session.fireAllRules();
        for (Object fact : List.of(emergency(advice), routing(advice), ranking(advice))) {
            session.insert(fact);
            session.fireAllRules();
        }
        session.dispose();
    }

    private static List<String> flat(Object[] arguments) {
        return Arrays.stream(arguments)
                .flatMap(one -> one instanceof Object[] rest ? Arrays.stream(rest) : Stream.of(one))
                .map(String::valueOf)
                .toList();
    }

    private static Emergency emergency(Advice advice) {
        return new Emergency(advice.alerts().stream().anyMatch(alert -> alert.severity() == Severity.CRITICAL));
    }

    private static Routing routing(Advice advice) {
        return new Routing(
                advice.outcome(),
                advice.matched().map(VariantMatch::id).orElse(null),
                advice.alsoMatches(),
                advice.exclusion() == null ? null : advice.exclusion().id());
    }

    private static Ranking ranking(Advice advice) {
        List<Recommendation> rows = advice.recommendations();
        boolean matched = advice.outcome() == Outcome.VARIANT_MATCHED;
        return new Ranking(
                rated(rows.stream().filter(Recommendation::preferred)),
                rated(rows.stream().filter(row -> row.category() == Recommendation.Category.USUALLY_APPROPRIATE)),
                matched ? advice.order() : null,
                matched
                        ? rows.stream()
                                .map(Recommendation::category)
                                .min(Recommendation.Category::compareTo)
                                .orElse(null)
                        : null,
                rows.stream().anyMatch(Recommendation::transcribed),
                false);
    }

    private static List<Ranking.Rated> rated(Stream<Recommendation> rows) {
        return rows.map(row ->
                        Objects.requireNonNull(OURS.vocabulary().procedures().get(row.procedure())))
                .map(PlainDroolsConcludesTheSameTest::rated)
                .toList();
    }

    private static Ranking.Rated rated(Procedure procedure) {
        return new Ranking.Rated(
                procedure.kind(),
                procedure.contrast() == null ? null : procedure.contrast().code());
    }
}
