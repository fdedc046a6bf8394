package org.apposite.internal.bundle;

import java.util.TreeMap;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/**
 * Compiles a topic to an executable model. Needs the compiler side of Drools, which hosts of the bundled rules may leave
 * out, so nothing on the way of an evaluation may refer to this class.
 */
public final class TopicCompiler {

    private TopicCompiler() {}

    /**
     * Compiles a topic. Drools shares state between builds, therefore one at a time.
     *
     * @param scope the topic
     * @param stage the type of the only fact that compiled rules match
     * @return its classes
     */
    public static synchronized CompiledTopic compile(Scope scope, Class<?> stage) {
        return OwnLoader.in(() -> compiled(scope, stage));
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
        KieBuilder builder = services.newKieBuilder(files, TopicCompiler.class.getClassLoader());
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
