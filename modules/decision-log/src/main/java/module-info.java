/** Logs of decisions and feedback that outlive a crash and show every later change; decisions answered again. */
open module org.apposite.log {
    exports org.apposite.log;
    exports org.apposite.log.report;
    exports org.apposite.log.store;

    requires transitive org.apposite;
    requires org.apposite.json;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static org.jspecify;
}
