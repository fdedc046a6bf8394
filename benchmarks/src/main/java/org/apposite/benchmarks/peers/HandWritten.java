package org.apposite.benchmarks.peers;

/** Java with {@code if}, the limit. */
final class HandWritten implements Peer {

    private final RatingTable ratings = new RatingTable();

    @Override
    public Answer answer(SevenChildren.Stated stated) {
        String end = end(stated.child());
        return new Answer(end, ratings.of(end));
    }

    private static String end(Child child) {
        if (!(child.complaint().equals("back-pain") || child.complaint().equals("neck-pain"))
                || child.ageYears() >= 18
                || child.isPresent("trauma")) {
            return Answer.NOT_APPLICABLE;
        }
        if (child.radiographs().equals("suspicious")) {
            return "red-flags-suspicious-radiographs";
        }
        if (child.isPresent("malignancy")
                || child.isSuspected("infection")
                || child.isSuspected("inflammation")
                || child.isSuspected("neoplasm")) {
            return "suspected-infection-inflammation-neoplasm";
        }
        if (SevenChildren.SKIN_SIGNS.stream().anyMatch(child::isPresent)) {
            return "skin-or-soft-tissue-sign";
        }
        boolean deficit = child.isPresent("neurologic-deficit") || child.isPresent("bowel-bladder-dysfunction");
        if (deficit && child.isWithoutValidRadiograph()) {
            return "suspected-infection-inflammation-neoplasm";
        }
        if (child.radiographs().equals("pending")) {
            return Answer.DATA_REQUIRED;
        }
        if (child.radiographs().equals("positive")) {
            return Answer.NOT_APPLICABLE;
        }
        return byRedFlags(child);
    }

    private static String byRedFlags(Child child) {
        boolean young = child.ageYears() < 4;
        boolean any = young || SevenChildren.RED_FLAGS.stream().anyMatch(child::isPresent);
        boolean unknown = SevenChildren.RED_FLAGS.stream().anyMatch(child::isUnknown);
        boolean lasting = child.durationDays() > 28;
        boolean overuse = child.isPresent("overuse");
        if (!any && unknown && !(lasting && !overuse)) {
            return Answer.DATA_REQUIRED;
        }
        if (overuse && !any) {
            return "chronic-overuse";
        }
        if (any || lasting) {
            return child.isNegative() ? "red-flags-negative-radiographs" : "red-flags";
        }
        return "no-red-flags";
    }
}
