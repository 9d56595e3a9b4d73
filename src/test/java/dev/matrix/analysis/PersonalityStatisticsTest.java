package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalityStatisticsTest {

    private static final List<String> BENCHMARKS = List.of("mmlu", "hellaswag", "gsm8k", "arc_easy", "truthfulqa_mc2");
    private static final int[] ITEMS = {15, 20, 9, 20, 20};

    /**
     * Right answers of a published matrix of 3 models, 12 conditions and 5 benchmarks: baseline, five archetypes, cot, the five with cot. Rows in the order of
     * {@link #BENCHMARKS}.
     */
    private static final Map<String, int[][]> PUBLISHED = Map.of(
            "qwen2.5:0.5b",
                    new int[][] {
                        {13, 12, 13, 13, 11, 13, 12, 11, 14, 14, 12, 12},
                        {20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20},
                        {7, 7, 7, 7, 8, 7, 9, 8, 8, 8, 7, 9},
                        {17, 16, 15, 17, 16, 16, 13, 11, 12, 17, 13, 14},
                        {15, 18, 14, 15, 16, 16, 15, 13, 14, 13, 15, 14},
                    },
            "llama3.2:1b",
                    new int[][] {
                        {14, 14, 14, 14, 14, 14, 13, 12, 12, 14, 14, 14},
                        {18, 16, 17, 17, 18, 19, 20, 20, 20, 20, 20, 20},
                        {3, 3, 3, 3, 3, 3, 9, 9, 9, 9, 9, 9},
                        {19, 20, 19, 20, 19, 19, 17, 16, 17, 16, 19, 16},
                        {18, 18, 18, 18, 18, 18, 17, 16, 14, 17, 16, 18},
                    },
            "gemma2:2b",
                    new int[][] {
                        {15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15},
                        {19, 19, 19, 19, 19, 19, 20, 20, 20, 20, 20, 20},
                        {7, 7, 7, 7, 7, 7, 9, 8, 9, 9, 9, 8},
                        {20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20},
                        {20, 20, 20, 20, 20, 20, 19, 20, 20, 20, 20, 20},
                    });

    @Test
    void givesMeanAndSpreadOfAKnownExample() {
        PersonalityStatistics statistics = PersonalityStatistics.of(scores(0.45, 0.52, 0.48, 0.50, 0.47), Map.of());

        assertThat(statistics.mean()).isCloseTo(0.484, within(1e-12));
        assertThat(statistics.stdDev()).isCloseTo(0.0270, offset(0.00005));
        assertThat(statistics.min()).isEqualTo(0.45);
        assertThat(statistics.max()).isEqualTo(0.52);
        assertThat(statistics.benchmarks()).isEqualTo(5);
        assertThat(statistics.vsBaseline()).isNull();
    }

    @Test
    void givesTheDifferenceToBaseline() {
        PersonalityStatistics.VsBaseline difference = versus(scores(0.48), scores(0.40));

        assertThat(difference.absolute()).isCloseTo(0.08, within(1e-12));
        assertThat(difference.relative()).isCloseTo(0.20, within(1e-12));
        assertThat(difference.benchmarks()).isEqualTo(1);
    }

    @Test
    void comparesOnlyBenchmarksThatAreValidInBoth() {
        Map<String, Double> personality = new HashMap<>(Map.of("a", 0.6, "b", 0.2));
        Map<String, Double> baseline = new HashMap<>(Map.of("a", 0.5, "c", 0.9));
        baseline.put("b", null);
        personality.put("c", null);

        assertThat(versus(personality, baseline).benchmarks()).isEqualTo(1);
        assertThat(versus(personality, baseline).absolute()).isCloseTo(0.1, within(1e-12));
        assertThat(PersonalityStatistics.of(personality, baseline).mean()).isCloseTo(0.4, within(1e-12));
        assertThat(PersonalityStatistics.of(personality, baseline).benchmarks()).isEqualTo(2);
        assertThat(PersonalityStatistics.of(Map.of("z", 1.0), baseline).vsBaseline())
                .isNull();
    }

    @Test
    void countsAZeroAsAScore() {
        PersonalityStatistics statistics = PersonalityStatistics.of(scores(0.0, 0.4), scores(0.0, 0.0));

        assertThat(statistics.mean()).isCloseTo(0.2, within(1e-12));
        assertThat(statistics.benchmarks()).isEqualTo(2);
        assertThat(statistics.vsBaseline().absolute()).isCloseTo(0.2, within(1e-12));
        assertThat(statistics.vsBaseline().relative())
                .as("nothing is a share of zero")
                .isNull();
    }

    @Test
    void saysNothingOfNothing() {
        PersonalityStatistics none = PersonalityStatistics.of(Map.of(), scores(0.5));
        PersonalityStatistics one = PersonalityStatistics.of(scores(0.5), Map.of());

        assertThat(none.mean()).isNull();
        assertThat(none.stdDev()).isNull();
        assertThat(none.min()).isNull();
        assertThat(none.vsBaseline()).isNull();
        assertThat(one.mean()).isEqualTo(0.5);
        assertThat(one.stdDev()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qwen2.5:0.5b | .849 .856 .819 .849 .844 .849 .840 .764 .824 .864 .796 .840
            llama3.2:1b  | .803 .793 .793 .803 .803 .813 .913 .880 .870 .917 .937 .927
            gemma2:2b    | .946 .946 .946 .946 .946 .946 .990 .978 1.00 1.00 1.00 .978
            """)
    void reproducesThePublishedMacroScores(String model, String macros) {
        double[] expected = numbers(macros);
        for (int condition = 0; condition < expected.length; condition++) {
            assertThat(PersonalityStatistics.of(published(model, condition), Map.of())
                            .mean())
                    .as("%s, condition %d", model, condition)
                    .isCloseTo(expected[condition], offset(0.0005));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qwen2.5:0.5b | -.106 .007 .018 -.058 -.010 | -.030
            llama3.2:1b  | .109 .097 .141 .166 .139    | .130
            gemma2:2b    | .034 .058 .058 .058 .034    | .048
            """)
    void reproducesThePublishedGainsOfReasoning(String model, String gains, double mean) {
        double[] expected = numbers(gains);
        double sum = 0;
        for (int archetype = 0; archetype < expected.length; archetype++) {
            PersonalityStatistics.VsBaseline gain =
                    versus(published(model, 7 + archetype), published(model, 1 + archetype));

            assertThat(gain.relative())
                    .as("%s, archetype %d", model, archetype)
                    .isCloseTo(expected[archetype], offset(0.0005));
            sum += gain.relative();
        }
        assertThat(sum / expected.length).isCloseTo(mean, offset(0.0005));
    }

    @ParameterizedTest
    @CsvSource({"llama3.2:1b, .137", "gemma2:2b, .047", "qwen2.5:0.5b, -.010"})
    void reproducesThePublishedGainOfReasoningAlone(String model, double gain) {
        assertThat(versus(published(model, 6), published(model, 0)).relative()).isCloseTo(gain, offset(0.0005));
    }

    @Test
    void reproducesThePublishedGrandMean() {
        double[] means = PUBLISHED.keySet().stream()
                .flatMapToDouble(model -> IntStream.range(0, 12)
                        .mapToDouble(condition -> PersonalityStatistics.of(published(model, condition), Map.of())
                                .mean()))
                .toArray();

        assertThat(Moments.mean(means)).isCloseTo(0.885, offset(0.0005));
    }

    @Test
    void agreesWithANaiveOracleOnRandomScores() {
        Random random = new Random(99);
        for (int round = 0; round < 200; round++) {
            double[] values = random.doubles(2 + random.nextInt(20)).toArray();
            double mean = 0;
            for (double value : values) {
                mean += value / values.length;
            }
            double squares = 0;
            for (double value : values) {
                squares += Math.pow(value - mean, 2);
            }
            PersonalityStatistics statistics = PersonalityStatistics.of(scores(values), Map.of());

            assertThat(statistics.mean()).isCloseTo(mean, within(1e-12));
            assertThat(statistics.stdDev()).isCloseTo(Math.sqrt(squares / (values.length - 1)), within(1e-12));
        }
    }

    private static double[] numbers(String text) {
        return Pattern.compile(" ")
                .splitAsStream(text.strip())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static Map<String, Double> published(String model, int condition) {
        int[][] rows = Objects.requireNonNull(PUBLISHED.get(model));
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < rows.length; i++) {
            scores.put(BENCHMARKS.get(i), (double) rows[i][condition] / ITEMS[i]);
        }
        return scores;
    }

    private static PersonalityStatistics.VsBaseline versus(Map<String, Double> scores, Map<String, Double> baseline) {
        return Objects.requireNonNull(PersonalityStatistics.of(scores, baseline).vsBaseline());
    }

    private static Map<String, Double> scores(double... values) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            scores.put("benchmark " + i, values[i]);
        }
        return scores;
    }
}
