package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.junit.jupiter.api.Test;

class TermsAreFoundByStandardCodesTest {

    private static final Vocabulary VOCABULARY = Rules.BUNDLED.vocabulary();

    @Test
    void by_each_of_their_codes() {
        assertThat(VOCABULARY.terms().values())
                .allSatisfy(term -> assertThat(term.codes())
                        .allSatisfy(code -> assertThat(VOCABULARY.termsOf(code.system(), code.code()))
                                .contains(term)));
        assertThat(VOCABULARY.termsOf("snomed", "386661006"))
                .extracting(Term::code)
                .containsExactly("fever");
    }

    @Test
    void by_no_code_that_the_vocabulary_lacks() {
        assertThat(VOCABULARY.termsOf("snomed", "0")).isEmpty();
        assertThat(VOCABULARY.termsOf("icd-10-cm", "386661006")).isEmpty();
    }
}
