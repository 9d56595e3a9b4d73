package dev.matrix.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionDetectorTest {

    private static final Path TEXTS = Path.of("src/test/resources/dev/matrix/breaker");

    static List<Path> looping() throws IOException {
        return texts("looping-");
    }

    static List<Path> healthy() throws IOException {
        return texts("healthy-");
    }

    private static List<Path> texts(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(TEXTS)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
            assertThat(found).as("texts called %s* in %s", prefix, TEXTS).isNotEmpty();
            return found;
        }
    }

    @ParameterizedTest
    @MethodSource("looping")
    void noticesALoop(Path text) throws IOException {
        assertThat(new RepetitionDetector().add(Files.readString(text)))
                .as("%s loops", text.getFileName())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void leavesHealthyTextAlone(Path text) throws IOException {
        RepetitionDetector detector = new RepetitionDetector();

        assertThat(detector.add(Files.readString(text)))
                .as("%s loops", text.getFileName())
                .isFalse();
    }

    @Test
    void neverJudgesBeforeTwoHundredWords() {
        RepetitionDetector detector = new RepetitionDetector();

        assertThat(detector.add("again ".repeat(199))).isFalse();
        assertThat(detector.add("again ")).isTrue();
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        RepetitionDetector detector = new RepetitionDetector();
        detector.add("so ".repeat(90));

        assertThat(detector.add(numbered(0, 1000))).isFalse();
        assertThat(detector.repeatedShare()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 20, 50, 97})
    void noticesALoopOfAnyPeriodUpToHalfTheWindow(int period) {
        RepetitionDetector detector = new RepetitionDetector();

        assertThat(detector.add(numbered(0, period).repeat(400 / period + 1))).isTrue();
    }

    @Test
    void leavesALongPeriodAlone() {
        assertThat(new RepetitionDetector().add(numbered(0, 120).repeat(5))).isFalse();
    }

    @Test
    void endsAWordWithoutWhiteSpaceWhenTold() {
        RepetitionDetector joined = new RepetitionDetector();
        joined.add("a b c d e f");
        joined.endWord();

        RepetitionDetector open = new RepetitionDetector();
        open.add("a b c d e f");

        joined.add("a b c d e f ");
        open.add("a b c d e f ");
        assertThat(joined.repeatedShare()).isCloseTo(1.0 / 7, within(1e-12));
        assertThat(open.repeatedShare()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheDefinitionHoweverTheTextIsCut(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<String> words = randomWords(random);
        int expected = firstLoopingWord(words);

        RepetitionDetector detector = new RepetitionDetector();
        String text = String.join(" ", words) + " ";
        int trippedAt = -1;
        for (int start = 0; start < text.length() && trippedAt < 0; ) {
            int end = Math.min(text.length(), start + random.nextInt(1, 4));
            if (detector.add(text.substring(start, end))) {
                trippedAt = text.substring(0, end).strip().split("\\s+").length;
            }
            start = end;
        }

        // A piece may hold the end of the deciding word and the first letter of the next one.
        assertThat(trippedAt).isBetween(expected, expected < 0 ? -1 : expected + 1);
    }

    /** Half of the seeds fall into a loop at some place, the others only have a small vocabulary. */
    private static List<String> randomWords(RandomGenerator random) {
        int vocabulary = random.nextInt(2, 60);
        int loopStart = random.nextBoolean() ? random.nextInt(100, 400) : 10_000;
        int period = random.nextInt(3, 90);
        String[] words = new String[800];
        for (int i = 0; i < words.length; i++) {
            words[i] = i >= loopStart + period ? words[i - period] : "w" + random.nextInt(vocabulary);
        }
        return List.of(words);
    }

    private static int firstLoopingWord(List<String> words) {
        for (int n = 200; n <= words.size(); n++) {
            List<String> window = words.subList(n - 200, n);
            Set<List<String>> distinct = new HashSet<>();
            for (int i = 0; i + 6 <= 200; i++) {
                distinct.add(window.subList(i, i + 6));
            }
            if (1 - distinct.size() / 195.0 > .5) {
                return n;
            }
        }
        return -1;
    }

    private static String numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "word" + i + " ").collect(Collectors.joining());
    }
}
