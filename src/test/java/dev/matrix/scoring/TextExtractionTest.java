package dev.matrix.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextExtractionTest {

    private final TextExtraction extraction =
            new TextExtraction(List.of("Paris", "Große Straße", "U.S. Grant", "caf\u00E9"));

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Paris
            ` paris. `
            PARIS
            Ｐａｒｉｓ
            grosse strasse
            cafe\u0301
            U.S. Grant
            """)
    void equalsAfterTrimmingAndFolding(String reply) {
        assertThat(extraction.isAccepted(extraction.strict(ReplyText.of(reply))))
                .isTrue();
        assertThat(lenient(reply)).isTrue();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "The answer is Paris.",
                "Answer: **Paris**",
                "The answer is \"Paris\".",
                "The answer is Rome. No, the answer is Paris. I am sure.",
                "{\"answer\": \"Paris\"}",
                "It lies on the Seine.\nParis",
                "It is \"Paris\" that you mean",
                "It is **Paris**, I think",
                "The answer is U.S. Grant.",
            })
    void findsTheAnswerInALongerReply(String reply) {
        assertThat(lenient(reply)).isTrue();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "Paris is the capital",
                "not \"Paris\" but \"Rome\"",
                "The answer is Paris. No, the answer is Rome.",
                "Parisian",
                "",
            })
    void acceptsNothingElse(String reply) {
        assertThat(lenient(reply)).isFalse();
    }

    @Test
    void isStrictAboutOneLine() {
        assertThat(extraction.strict(ReplyText.of("Paris\nis it"))).isNull();
        assertThat(extraction.strict(ReplyText.of(" \n"))).isNull();
        assertThat(extraction.strict(ReplyText.of("x".repeat(201)))).isNull();
        assertThat(extraction.strict(ReplyText.of("Rome"))).isEqualTo("Rome");
    }

    @Test
    void showsAWrongAnswerButNotAtAnyLength() {
        assertThat(extraction.lenient(ReplyText.of("Hm.\nRome"))).isEqualTo("Rome");
        assertThat(extraction.lenient(ReplyText.of("x".repeat(5_000)))).hasSize(200);
        assertThat(extraction.lenient(ReplyText.of(" "))).isNull();
    }

    private boolean lenient(String reply) {
        return extraction.isAccepted(extraction.lenient(ReplyText.of(reply)));
    }
}
