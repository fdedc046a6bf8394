/** What holds for some patient, or for none, under the rules of a topic. */
open module org.apposite.proof {
    exports org.apposite.proof;

    requires transitive org.apposite;
    requires logicng;
    requires static org.jspecify;
}
