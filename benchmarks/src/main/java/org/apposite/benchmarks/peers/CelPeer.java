package org.apposite.benchmarks.peers;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;

/** CEL: the routing as one expression over maps, compiled once; the ratings are looked up. */
final class CelPeer implements Peer {

    private static final String EXPRESSION = """
            !(c.complaint in ['back-pain', 'neck-pain']) || c.ageYears >= 18 || f('trauma') == 'present'
              ? 'not-applicable'
            : c.radiographs == 'suspicious' ? 'red-flags-suspicious-radiographs'
            : f('malignancy') == 'present' || c.suspected.exists(s, s in ['infection', 'inflammation', 'neoplasm'])
              ? 'suspected-infection-inflammation-neoplasm'
            : ['palpable-lump', 'skin-discoloration', 'hairy-patch', 'draining-sinus']
                .exists(s, f(s) == 'present') ? 'skin-or-soft-tissue-sign'
            : (f('neurologic-deficit') == 'present' || f('bowel-bladder-dysfunction') == 'present')
                && c.radiographs in ['none', 'unknown', 'pending'] ? 'suspected-infection-inflammation-neoplasm'
            : c.radiographs == 'pending' ? 'data-required'
            : c.radiographs == 'positive' ? 'not-applicable'
            : !FLAG && flags.exists(s, !(s in c.findings)) ? 'data-required'
            : f('overuse') == 'present' && !BEYOND ? 'chronic-overuse'
            : FLAG ? (c.radiographs in ['negative', 'non-diagnostic'] ? 'red-flags-negative-radiographs' : 'red-flags')
            : 'no-red-flags'
            """.replace(
                    "FLAG", "(BEYOND || (c.durationDays > 28 && f('overuse') != 'present'))")
            .replace("BEYOND", "(c.ageYears < 4 || flags.exists(s, f(s) == 'present'))")
            .replaceAll("f\\(([^()]+)\\)", "($1 in c.findings ? c.findings[$1] : 'unknown')");

    private final RatingTable ratings = new RatingTable();
    private final CelRuntime.Program routing;

    CelPeer() {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("c", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar("flags", ListType.create(SimpleType.STRING))
                .build();
        try {
            routing = CelRuntimeFactory.plannerRuntimeBuilder()
                    .build()
                    .createProgram(compiler.compile(EXPRESSION).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Answer answer(SevenChildren.Stated stated) {
        try {
            String end = (String) routing.eval(Map.of("c", stated.child().toMap(), "flags", SevenChildren.RED_FLAGS));
            return new Answer(end, ratings.of(end));
        } catch (CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }
}
