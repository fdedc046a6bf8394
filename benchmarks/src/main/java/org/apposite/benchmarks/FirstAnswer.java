package org.apposite.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.language.Conclude;
import org.drools.compiler.kie.builder.impl.DrlProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;

/** A process that loads the rules, answers the index case once, and prints the CPU time it has used till then. */
public final class FirstAnswer {

    private FirstAnswer() {}

    /**
     * Answers once.
     *
     * @param args {@code bundled}; or {@code classic} and a folder, for the same rules in Drools that compiles DRL as it did
     *     before it had models; or the folder of rules to compile
     * @throws IOException when the folder cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("classic")) {
            classic(Path.of(args[1]));
        } else {
            ClinicalRules rules =
                    args[0].equals("bundled") ? ClinicalRules.bundled() : ClinicalRules.from(Path.of(args[0]));
            rules.withBlockingQuestionsOnly().evaluate(IndexCase.patientCase());
        }
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(system.getProcessCpuTime());
    }

    /** What hears the conclusions does nothing, so this is less than an answer. */
    private static void classic(Path folder) throws IOException {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        try (Stream<Path> rules = Files.list(folder.resolve("back-pain-child"))) {
            for (Path file :
                    rules.filter(one -> one.toString().endsWith(".drl")).toList()) {
                files.write("src/main/resources/" + file.getFileName(), Files.readString(file));
            }
        }
        KieBuilder builder = services.newKieBuilder(files).buildAll(DrlProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().toString());
        }
        KieSession session =
                services.newKieContainer(builder.getKieModule().getReleaseId()).newKieSession();
        session.setGlobal(
                "conclude",
                Proxy.newProxyInstance(
                        FirstAnswer.class.getClassLoader(),
                        new Class<?>[] {Conclude.class},
                        (proxy, method, arguments) -> null));
        session.insert(IndexCase.patientCase());
        if (session.fireAllRules() == 0) {
            throw new IllegalStateException("no rule fired");
        }
        session.dispose();
    }
}
