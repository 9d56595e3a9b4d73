package dev.matrix.analysis.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.config.PublishedStudies;
import dev.matrix.domain.PublishedStudy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published tables computed again: the figures were worked out by hand from the same tables. */
class RecomputationTest {

    private static final List<PublishedStudy> STUDIES = new PublishedStudies().read();
    private static final Recomputation DONE = Recomputation.of(STUDIES);

    private static CheckedClaim claim(String id) {
        return DONE.claims().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            improved             | 4 of 6       | 3 of 6
            without-regressions  | +35.5 points | +43.67 points
            quality-maximum      | 14           | 15
            quality-full         | 100 %        | 93.3 %
            two-runs             | +24.6 points | +23.4 points
            variance             | 88 %         | 92.6 %
            cot-gain-gemma       | +4.2 %       | +4.7 %
            cot-gain-gemma-mean  | +4.5 %       | +4.8 %
            cot-gain-llama       | +13.8 %      | +13.7 %
            goldilocks           | 50-80 gain most | 50-80 +9.0, below +34.3
            regressed            | 2 of 6       | 3 of 6
            breaker-fired        | 1 reply      | 2 replies
            breaker-side         | baseline     | preamble
            """)
    void findsWhatDiffers(String id, String claimed, String recomputed) {
        assertThat(claim(id).claimed()).isEqualTo(claimed);
        assertThat(claim(id).recomputed()).isEqualTo(recomputed);
        assertThat(claim(id).verdict()).isEqualTo(ClaimVerdict.DIFFERS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mean-difference    | +16.50 points | 57.33 -> 73.83
            mean-relative      | +28.8 %       | +91.1 %
            grand-mean         | 0.885         | ''
            relative-qwen      | +420.0 %      | ''
            relative-deepseek  | +168.6 %      | ''
            relative-deepcoder | -44.2 %       | ''
            relative-gemma     | -12.6 %       | ''
            speed-qwen         | 12.38         | ''
            speed-phi4-mini    | 6.23          | ''
            speed-gemma        | 3.86          | ''
            speed-phi4         | 0.43          | ''
            speed-deepseek     | 0.25          | ''
            """)
    void confirmsWhatIsRight(String id, String recomputed, String why) {
        assertThat(claim(id).recomputed()).isEqualTo(recomputed);
        assertThat(claim(id).why()).contains(why);
        assertThat(claim(id).verdict()).isEqualTo(ClaimVerdict.OK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            creative-13          | 2 of 5 items             | 0/5 -> 2/5; 12 to 77 %; p is at least 0.50
            creative-runs        | +2.9 over 5 runs         | from -11.1 to +13.3; SD 9.2; from -3.3 to +11.1
            overall-effect       | -21 to +54, p = 0.44     | median +4; SD 35.8; mean +13.75 without the 2 models
            collapse             | +63, -19                 | one model each way
            speed-repeats        | 373.1 and 150.6 s        | two runs
            cot-helps-llama      | 0.933 -> 0.845 elsewhere | gsm8k and hellaswag
            cot-helps-gemma      | 1.000 -> 0.997 elsewhere | gsm8k and hellaswag
            hellaswag-cot        | 18 of 18 cells           | 19 of the 20 keys are A; 95 %
            personalities-differ | -0.030 to +0.010         | the same prompt, differ by 0.100 on qwen2.5:0.5b
            cells-differ         | 0 of 165                 | at least 0.031
            """)
    void saysWhatTheTablesDoNotShow(String id, String recomputed, String why) {
        assertThat(claim(id).recomputed()).isEqualTo(recomputed);
        assertThat(claim(id).why()).contains(why.split("; ", -1));
        assertThat(claim(id).verdict()).isEqualTo(ClaimVerdict.NOT_SHOWN);
    }

    @Test
    void judgesEveryClaimOnce() {
        assertThat(DONE.claims()).extracting(CheckedClaim::id).doesNotHaveDuplicates();
        assertThat(DONE.claims())
                .hasSameSizeAs(STUDIES.stream()
                        .flatMap(study -> study.claims().stream())
                        .toList());
        assertThat(DONE.count(ClaimVerdict.OK)).isEqualTo(12);
        assertThat(DONE.count(ClaimVerdict.DIFFERS)).isEqualTo(13);
        assertThat(DONE.count(ClaimVerdict.NOT_SHOWN)).isEqualTo(10);
    }

    @Test
    void reproducesTheMeansOfTheMatrix() {
        Map<String, List<Double>> published = Map.of(
                "qwen2.5:0.5b",
                List.of(.849, .856, .819, .849, .844, .849, .840, .764, .824, .864, .796, .840),
                "llama3.2:1b",
                List.of(.803, .793, .793, .803, .803, .813, .913, .880, .870, .917, .937, .927),
                "gemma2:2b",
                List.of(.946, .946, .946, .946, .946, .946, .990, .978, 1.0, 1.0, 1.0, .978));
        published.forEach((model, means) -> {
            for (int i = 0; i < means.size(); i++) {
                assertThat(DONE.means().get(i).byModel().get(model))
                        .as(model + " " + DONE.means().get(i).condition())
                        .isCloseTo(means.get(i), within(0.0005001));
            }
        });
    }

    @Test
    void reproducesTheGainsOfChainOfThought() {
        CountMatrix counts = new CountMatrix(STUDIES.get(0).table("right"));
        assertThat(counts.archetypes())
                .extracting(archetype -> Measured.signed(counts.cotGain("qwen2.5:0.5b", archetype), 1))
                .containsExactly("-10.6", "+0.7", "+1.8", "-5.8", "-1.0");
        assertThat(counts.archetypes())
                .extracting(archetype -> Measured.signed(counts.cotGain("llama3.2:1b", archetype), 1))
                .containsExactly("+10.9", "+9.7", "+14.1", "+16.6", "+13.9");
    }

    @Test
    void callsNoConditionsWithTheSamePromptDifferent() {
        assertThat(DONE.samePrompts()).hasSize(12).noneMatch(SamePrompt::different);
        SamePrompt widest = DONE.samePrompts().stream()
                .filter(pair ->
                        pair.model().equals("qwen2.5:0.5b") && pair.first().equals("technical_expert+cot"))
                .findFirst()
                .orElseThrow();
        assertThat(widest.second()).isEqualTo("concise_analyst+cot");
        assertThat(widest.difference()).isCloseTo(-0.1, within(1e-12));
        assertThat(widest.set()).isEqualTo("arc_easy");
        assertThat(widest.items()).isEqualTo(-6);
        // Six discordant items at least: 2 / 64. Twelve at most, 3 against 9: 2 x (1 + 12 + 66 + 220) / 4096.
        assertThat(widest.leastP()).isCloseTo(2.0 / 64, within(1e-12));
        assertThat(widest.mostP()).isCloseTo(598.0 / 4096, within(1e-12));
    }

    @Test
    void roundsToTheDecimalsThatWerePrinted() {
        Measured measured = Measured.of(23.44, "23.44");
        assertThat(measured.against(new BigDecimal("23.4"))).isEqualTo(ClaimVerdict.OK);
        assertThat(measured.against(new BigDecimal("23"))).isEqualTo(ClaimVerdict.OK);
        assertThat(measured.against(new BigDecimal("23.40"))).isEqualTo(ClaimVerdict.DIFFERS);
        assertThat(measured.against(new BigDecimal("24"))).isEqualTo(ClaimVerdict.DIFFERS);
        assertThat(measured.against(null)).isEqualTo(ClaimVerdict.OK);
    }

    @Test
    void refusesAMeasureThatNobodyKnows() {
        for (PublishedStudy study : STUDIES) {
            PublishedStudy.Claim unknown = new PublishedStudy.Claim("x", "x", "x", null, "horoscope", "");
            PublishedStudy asked =
                    new PublishedStudy(study.name(), study.title(), study.source(), study.tables(), List.of(unknown));
            assertThatThrownBy(() -> Recomputation.of(List.of(asked)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("horoscope");
        }
    }

    @Test
    void sumsUpTheCategoriesThatWerePublished() {
        PublishedStudy.Table scores = STUDIES.get(2).table("scores");
        assertThat(scores.rows())
                .hasSize(12)
                .allSatisfy(row -> assertThat(row.values().subList(0, 5).stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .isEqualTo(row.values().get(5)));
    }
}
