package org.apposite.advice;

/** Anything that rules conclude about a case. All conclusions are immutable. */
public sealed interface Conclusion
        permits RedFlag, Exclusion, VariantMatch, Differential, Recommendation, Alert, NextStep, MissingDatum {}
