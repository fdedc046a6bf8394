package org.apposite.internal.bundle;

import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.internal.builder.InternalKieBuilder;
import org.kie.internal.builder.conf.ParallelLambdaExternalizationOption;
import org.kie.internal.builder.conf.ParallelRulesBuildThresholdOption;

/**
 * Compiles a topic to an executable model. Needs the compiler side of Drools, which hosts of the bundled rules may leave
 * out, so nothing on the way of an evaluation may refer to this class.
 */
public final class TopicCompiler {

    private TopicCompiler() {}

    /**
     * Compiles a topic, in a thread of its own: what Drools and its parser keep for each thread goes with that thread, and
     * the class loader of this library with it.
     *
     * @param scope the topic
     * @param stage the type of the only fact that compiled rules match
     * @return its classes
     */
    public static CompiledTopic compile(Scope scope, Class<?> stage) {
        FutureTask<CompiledTopic> compilation = new FutureTask<>(() -> compiled(scope, stage));
        Thread thread = new Thread(null, compilation, "apposite-compiler", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(TopicCompiler.class.getClassLoader());
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return compilation.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(
                    "the rules of the topic " + scope.topic().id() + " do not compile", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static CompiledTopic compiled(Scope scope, Class<?> stage) {
        Topic topic = scope.topic();
        KieServices services = KieServices.Factory.get();
        // The names of the classes are digests that the release takes part in: a fixed one keeps jars reproducible.
        ReleaseId release = services.newReleaseId("org.apposite.rules", topic.id(), "1");
        String packageName = DrlPrinter.packageName(topic);
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(release);
        files.write(
                "src/main/resources/" + packageName.replace('.', '/') + "/rules.drl", DrlPrinter.print(scope, stage));
        KieBuilder builder = ((InternalKieBuilder) services.newKieBuilder(files, TopicCompiler.class.getClassLoader()))
                .withKModuleModel(inOneThread(services));
        try {
            builder.buildAll(ExecutableModelProject.class);
            if (builder.getResults().hasMessages(Message.Level.ERROR)) {
                throw new IllegalStateException("checked rules of the topic " + topic.id() + " do not compile: "
                        + builder.getResults().getMessages(Message.Level.ERROR));
            }
            return classes((InternalKieModule) builder.getKieModule(), packageName);
        } finally {
            services.getRepository().removeKieModule(release);
        }
    }

    /** Threads of Drools would outlive the compilation. */
    private static KieModuleModel inOneThread(KieServices services) {
        return services.newKieModuleModel()
                .setConfigurationProperty(ParallelRulesBuildThresholdOption.PROPERTY_NAME, "-1")
                .setConfigurationProperty(ParallelLambdaExternalizationOption.PROPERTY_NAME, "false");
    }

    private static CompiledTopic classes(InternalKieModule module, String packageName) {
        String prefix = packageName.replace('.', '/') + "/";
        TreeMap<String, byte[]> classes = new TreeMap<>();
        String modelClass = null;
        for (String file : module.getFileNames()) {
            if (file.startsWith(prefix) && file.endsWith(".class")) {
                String name =
                        file.substring(0, file.length() - ".class".length()).replace('/', '.');
                classes.put(name, module.getBytes(file));
                if (name.matches(".*\\.Rules[0-9A-F]+")) {
                    modelClass = name;
                }
            }
        }
        if (modelClass == null) {
            throw new IllegalStateException("the build of " + packageName + " has no model");
        }
        return new CompiledTopic(modelClass, classes);
    }
}
