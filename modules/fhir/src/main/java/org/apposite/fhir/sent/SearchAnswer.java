package org.apposite.fhir.sent;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apposite.fhir.mapping.Urls;
import org.apposite.fhir.words.Remark;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Resource;

/**
 * The answer of a server to a search, page by page, and what is missing of it. Only a searchset that is whole says that there is
 * nothing else: every other bundle leaves it unknown. For one use.
 */
public final class SearchAnswer {

    /** What a server says with a warning when it kept something back. */
    private static final Set<IssueType> KEPT_BACK = EnumSet.of(
            IssueType.SUPPRESSED,
            IssueType.INCOMPLETE,
            IssueType.TIMEOUT,
            IssueType.TOOCOSTLY,
            IssueType.THROTTLED,
            IssueType.SECURITY,
            IssueType.FORBIDDEN,
            IssueType.LOGIN,
            IssueType.EXPIRED);

    private static final Set<IssueSeverity> FAILURES = EnumSet.of(IssueSeverity.ERROR, IssueSeverity.FATAL);
    private static final Set<BundleType> RESPONSES =
            EnumSet.of(BundleType.BATCHRESPONSE, BundleType.TRANSACTIONRESPONSE);

    private final String type;
    private final Set<Remark> gaps = new LinkedHashSet<>();
    private int total = -1;
    private int matches;

    /**
     * An answer that has not come yet.
     *
     * @param type the type of resource that was searched for; empty when it is not known
     */
    public SearchAnswer(String type) {
        this.type = type;
    }

    /** A whole answer on one page. */
    public static List<Remark> gaps(Bundle only, String type) {
        SearchAnswer answer = new SearchAnswer(type);
        answer.add(only);
        if (hasNext(only)) {
            answer.gaps.add(Remark.of("gap.further-pages"));
        }
        return answer.gaps();
    }

    /** Whether an outcome says that what was asked for did not come, or not all of it. */
    public static boolean isFailure(OperationOutcome outcome) {
        return outcome.getIssue().isEmpty() || outcome.getIssue().stream().anyMatch(SearchAnswer::isFailure);
    }

    private static boolean isFailure(OperationOutcomeIssueComponent issue) {
        return issue.getSeverity() == null
                || FAILURES.contains(issue.getSeverity())
                || (issue.getCode() != null && KEPT_BACK.contains(issue.getCode()));
    }

    /** Whether a page says that there is another. */
    public static boolean hasNext(Bundle page) {
        return page.getLink().stream().anyMatch(link -> !link.hasRelation() || "next".equals(link.getRelation()));
    }

    /** The next page, or the only one. */
    public void add(Bundle page) {
        boolean isSearch = page.getType() == BundleType.SEARCHSET;
        if (!isSearch && !(RESPONSES.contains(page.getType()) && page.hasEntry())) {
            gaps.add(Remark.of("gap.no-search"));
        }
        if (page.getTotalElement().hasExtension()) {
            gaps.add(Remark.of("gap.total-unknown"));
        } else if (page.hasTotal()) {
            total = Math.max(total, page.getTotal());
        }
        page.getEntry().forEach(this::add);
    }

    /** What is missing, as far as the pages tell; nothing when all of it is there. */
    public List<Remark> gaps() {
        Set<Remark> all = new LinkedHashSet<>(gaps);
        // Fewer than came is a server's mistake in counting, and hides nothing.
        if (total > matches) {
            all.add(Remark.of("gap.fewer", total, matches));
        }
        return List.copyOf(all);
    }

    private void add(BundleEntryComponent entry) {
        Resource resource = entry.getResource();
        SearchEntryMode mode = entry.getSearch().getMode();
        if (entry.hasModifierExtension()) {
            gaps.add(Remark.of("gap.modified-part"));
        } else if (entry.hasResponse() && !isGood(entry)) {
            gaps.add(Remark.of("gap.failed-part"));
        } else if (resource == null) {
            gaps.add(Remark.of(entry.hasExtension(Urls.UNREAD) ? "gap.unreadable" : "gap.empty-part"));
        } else if (resource instanceof OperationOutcome outcome) {
            if (isFailure(outcome)) {
                gaps.add(Remark.of("gap.kept-back"));
            }
        } else if (resource instanceof Bundle inner) {
            gaps.addAll(gaps(inner, type));
        } else if (mode != SearchEntryMode.INCLUDE) {
            matches++;
            if (!type.isEmpty() && !resource.fhirType().equals(type)) {
                gaps.add(Remark.of("gap.another-type"));
            } else if (isIgnored(resource)) {
                gaps.add(Remark.of("gap.not-known"));
            }
        }
    }

    private static boolean isGood(BundleEntryComponent entry) {
        String status = entry.getResponse().getStatus();
        return status != null
                && status.matches("2\\d\\d.*")
                && !(entry.getResponse().getOutcome() instanceof OperationOutcome outcome && isFailure(outcome));
    }

    /** Whether readers set the whole of a resource aside. */
    public static boolean isIgnored(Resource resource) {
        return resource.hasImplicitRules()
                || (resource instanceof DomainResource own
                        && (own.hasModifierExtension()
                                || own.getExtension().stream().anyMatch(Stated::isReason)));
    }
}
