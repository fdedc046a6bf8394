/**
 * Clinical rules for imaging appropriateness. A host needs {@code requires org.apposite} and no more.
 *
 * <p>It is open since Drools reads the class of the fact that it matches by reflection. What is {@code static} is needed for rules of a folder only, and a host of the bundled rules may leave it out.
 */
open module org.apposite {
    exports org.apposite;
    exports org.apposite.advice;
    exports org.apposite.circuit;
    exports org.apposite.file;
    exports org.apposite.language;
    exports org.apposite.model;
    exports org.apposite.patient;
    exports org.apposite.text;
    exports org.apposite.withdrawal;

    requires org.drools.base;
    requires org.drools.canonicalmodel;
    requires org.drools.core;
    requires org.drools.kiesession;
    requires org.drools.modelcompiler;
    requires org.kie.api;
    requires org.kie.internal.api;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires static org.drools.drl.ast;
    requires static org.drools.drl.parser;
    requires static transitive org.jspecify;
}
