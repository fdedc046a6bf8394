package org.apposite.benchmarks.peers;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.lang3.tuple.Pair;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.LibrarySourceProvider;
import org.cqframework.cql.cql2elm.ModelManager;
import org.hl7.elm.r1.VersionedIdentifier;
import org.hl7.fhir.r4.model.Bundle;
import org.opencds.cqf.cql.engine.data.CompositeDataProvider;
import org.opencds.cqf.cql.engine.execution.CqlEngine;
import org.opencds.cqf.cql.engine.execution.Environment;
import org.opencds.cqf.cql.engine.execution.EvaluationResult;
import org.opencds.cqf.cql.engine.fhir.model.R4FhirModelResolver;
import org.opencds.cqf.cql.engine.retrieve.RetrieveProvider;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.opencds.cqf.cql.engine.runtime.Tuple;

/** CQL on FHIR R4 objects in memory: the library translated once, an engine for each child. */
final class CqlPeer implements Peer {

    private static final VersionedIdentifier LIBRARY =
            new VersionedIdentifier().withId("BackPain").withVersion("1.0.0");

    private final InMemory data = new InMemory();
    private final Environment environment;

    CqlPeer() {
        LibraryManager libraries = new LibraryManager(new ModelManager());
        libraries.getLibrarySourceLoader().registerProvider(new Source());
        environment = new Environment(
                libraries,
                Map.of("http://hl7.org/fhir", new CompositeDataProvider(new R4FhirModelResolver(), data)),
                null);
    }

    @Override
    public Answer answer(SevenChildren.Stated stated) {
        data.bundle = stated.fhir();
        CqlEngine engine = new CqlEngine(environment, Set.of(CqlEngine.Options.EnableExpressionCaching));
        EvaluationResult result = engine.evaluate(LIBRARY, Set.of("End", "Ratings"), Pair.of("Patient", "child"));
        List<Rated> rows = new ArrayList<>();
        for (Object row : (Iterable<?>) result.forExpression("Ratings").value()) {
            Tuple tuple = (Tuple) row;
            rows.add(new Rated((String) tuple.getElement("procedure"), (String) tuple.getElement("category"), (Integer)
                    tuple.getElement("median")));
        }
        return new Answer((String) result.forExpression("End").value(), rows);
    }

    private static final class Source implements LibrarySourceProvider {

        @Override
        public InputStream getLibrarySource(VersionedIdentifier library) {
            return CqlPeer.class.getResourceAsStream(library.getId() + "-" + library.getVersion() + ".cql");
        }
    }

    /** Finds resources by type, which is all that this library asks. */
    private static final class InMemory implements RetrieveProvider {

        private Bundle bundle = new Bundle();

        @Override
        public Iterable<Object> retrieve(
                String context,
                String contextPath,
                Object contextValue,
                String dataType,
                String templateId,
                String codePath,
                Iterable<Code> codes,
                String valueSet,
                String datePath,
                String dateLowPath,
                String dateHighPath,
                Interval dateRange) {
            return bundle.getEntry().stream()
                    .map(entry -> (Object) entry.getResource())
                    .filter(resource -> resource.getClass().getSimpleName().equals(dataType))
                    .toList();
        }
    }
}
