/** What authors of rules and hosts that change rules need: checks, cases, coverage, documents, reloading. */
open module org.apposite.authoring {
    exports org.apposite.authoring;
    exports org.apposite.authoring.cases;
    exports org.apposite.authoring.check;
    exports org.apposite.authoring.coverage;
    exports org.apposite.authoring.diff;
    exports org.apposite.authoring.document;
    exports org.apposite.authoring.explain;
    exports org.apposite.authoring.layout;
    exports org.apposite.authoring.migrate;
    exports org.apposite.authoring.mutation;
    exports org.apposite.authoring.prove;
    exports org.apposite.authoring.reload;
    exports org.apposite.authoring.report;
    exports org.apposite.authoring.version;

    requires transitive org.apposite;
    requires transitive org.apposite.json;
    requires transitive org.apposite.proof;
    requires com.fasterxml.jackson.databind;
    requires gg.jte.runtime;
    requires java.xml;
    requires static java.compiler;
    requires org.slf4j;
    requires static org.jspecify;
}
