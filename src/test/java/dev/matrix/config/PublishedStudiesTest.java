package dev.matrix.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.PublishedStudy;
import org.junit.jupiter.api.Test;

class PublishedStudiesTest {

    private static final String HEAD = "name: n\ntitle: t\nsource: s\n";

    @Test
    void namesTheSourceOfEachTable() {
        assertThat(new PublishedStudies().read())
                .extracting(PublishedStudy::name)
                .containsExactly("matrix", "tinyllama", "preamble");
        assertThat(new PublishedStudies().read()).allSatisfy(study -> {
            assertThat(study.source()).containsAnyOf("Phylogenic", "Mimir");
            assertThat(study.tables()).isNotEmpty();
            assertThat(study.claims()).isNotEmpty();
        });
    }

    @Test
    void keepsTheDecimalsThatWerePrinted() {
        PublishedStudy study = PublishedStudies.parse(
                "x.yaml",
                HEAD + "tables: {}\nclaims:\n  - {id: i, says: s, claimed: \"4.20\", value: 4.20, measure: m}\n");
        assertThat(study.claims().get(0).value()).hasToString("4.20");
        assertThatThrownBy(() -> study.table("none")).hasMessageContaining("'none'");
    }

    @Test
    void refusesRowsThatDoNotFitTheirColumns() {
        String yaml = HEAD
                + "tables:\n  a:\n    columns: [x, y]\n    rows:\n      - {of: m, part: p, values: [1]}\nclaims: []\n";
        assertThatThrownBy(() -> PublishedStudies.parse("x.yaml", yaml))
                .hasMessage("x.yaml:8: tables.a.rows.values: must be 2 numbers, one a column");
        assertThatThrownBy(() -> PublishedStudies.parse("x.yaml", yaml.replace("[1]", "[1, b]")))
                .hasMessageContaining("must be a list of numbers, got 'b'");
    }
}
