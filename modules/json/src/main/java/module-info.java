/** Cases and answers as JSON and YAML, and their schemas. */
open module org.apposite.json {
    exports org.apposite.json;
    exports org.apposite.json.format;
    exports org.apposite.json.record;

    requires transitive org.apposite;
    requires transitive com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.core;
    requires com.networknt.schema;
    requires static org.jspecify;
}
