package org.apposite.internal.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.drools.core.common.InternalWorkingMemory;

/** Which version of the library and of the rule engine answers; the engine is asked and not supposed. */
public final class EngineVersion {

    private static final String BUILT_FOR = "org/apposite/version.properties";
    private static final String OF_ENGINE = "META-INF/maven/org.drools/drools-core/pom.properties";

    private EngineVersion() {}

    /**
     * The versions that answer.
     *
     * @return such as {@code apposite 0.1.0, drools 10.2.0}; a host that has merged its jars may have lost what names the
     *     engine's version, which is then told as unknown
     * @throws IllegalStateException when the engine is of another version than the one that the library was built for
     */
    public static String described() {
        Properties builtFor = properties(EngineVersion.class.getClassLoader(), BUILT_FOR);
        String needed = builtFor.getProperty("drools");
        String found = properties(InternalWorkingMemory.class.getClassLoader(), OF_ENGINE)
                .getProperty("version", "unknown");
        if (!found.equals(needed) && !found.equals("unknown")) {
            throw new IllegalStateException("this library was built for Drools " + needed + ", and Drools " + found
                    + " is on the class path. Set the version of all org.drools and org.kie artifacts to " + needed
                    + ".");
        }
        return "apposite " + builtFor.getProperty("apposite") + ", drools " + found;
    }

    private static Properties properties(ClassLoader loader, String file) {
        Properties properties = new Properties();
        try (InputStream in = loader.getResourceAsStream(file)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
