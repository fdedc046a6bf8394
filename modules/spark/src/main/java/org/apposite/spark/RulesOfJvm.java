package org.apposite.spark;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apposite.ClinicalRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of this JVM, by digest: a driver or executor makes those of a digest once, whatever uses them. */
final class RulesOfJvm {

    private static final Logger LOG = LoggerFactory.getLogger(RulesOfJvm.class);

    private static final ConcurrentMap<String, ClinicalRules> BY_DIGEST = new ConcurrentHashMap<>();

    private RulesOfJvm() {}

    static ClinicalRules of(ShippedRules shipped) {
        return BY_DIGEST.computeIfAbsent(shipped.digest(), digest -> {
            ClinicalRules built = shipped.built();
            LOG.info("Apposite rules built: {} {} {}", built.name(), built.version(), digest);
            return built;
        });
    }

    static void keep(ClinicalRules rules) {
        BY_DIGEST.putIfAbsent(rules.digest(), rules);
    }
}
