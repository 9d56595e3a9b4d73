package dev.matrix.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.TokenLogprob;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialLinesTest {

    @TempDir
    Path folder;

    private final StoreJson json = new StoreJson();
    private final TrialLines lines = new TrialLines(json);
    private final Random random = new Random(11);

    @Test
    void readsWhatIsWritten() {
        for (int i = 0; i < 200; i++) {
            Trial trial = trial(i);
            assertThat(read(text(trial))).isEqualTo(trial);
        }
    }

    @Test
    void readsEveryDamagedLineAsTheGeneralReaderDoes() {
        String line = text(trial(3, "Yes.\n"));
        for (int i = 0; i < 600; i++) {
            String damaged = damaged(line);
            assertThat(read(damaged)).as(damaged).isEqualTo(slowly(damaged));
        }
        for (int length = 0; length < line.length(); length++) {
            assertThat(read(line.substring(0, length))).isNull();
        }
    }

    @Test
    void readsLinesOfOtherVersions() {
        Trial trial = trial(1);
        String line = text(trial);
        assertThat(read(line.replace("\"repeat\":", "\"novelty\":{\"a\":[1]},\"repeat\":")))
                .as("an unknown field")
                .isEqualTo(trial);
        assertThat(read(line.replace("\"control\":null,", "")))
                .as("a field that was not there")
                .isEqualTo(trial);
        assertThat(read(" " + line + "\r")).as("white space").isEqualTo(trial);
    }

    @Test
    void keepsTheOrderOfAJournalOfManyBlocks() throws IOException {
        List<Trial> written = IntStream.range(0, 3_000).mapToObj(this::trial).toList();
        StringBuilder journal = new StringBuilder();
        written.forEach(trial -> journal.append(text(trial)).append('\n'));
        journal.append(text(written.get(0)), 0, 40);
        Files.writeString(folder.resolve("trials.jsonl"), journal);
        assertThat(journal.length()).as("several blocks").isGreaterThan(2_000_000);

        List<Trial> read = new ArrayList<>();
        UnreadableLines unreadable = new JournalReader(folder.resolve("trials.jsonl"), json).read(read::add);

        assertThat(read).isEqualTo(written);
        assertThat(unreadable.count()).as("the torn tail is no damage").isZero();
    }

    @Test
    void namesTheFirstOfTheDamagedLinesInALongJournal() throws IOException {
        StringBuilder journal = new StringBuilder();
        for (int i = 1; i <= 3_000; i++) {
            journal.append(i == 1_700 || i == 2_900 ? "not a line" : text(trial(i)))
                    .append('\n');
        }
        Files.writeString(folder.resolve("trials.jsonl"), journal);

        List<Trial> read = new ArrayList<>();
        UnreadableLines unreadable = new JournalReader(folder.resolve("trials.jsonl"), json).read(read::add);

        assertThat(read).hasSize(2_998);
        assertThat(unreadable.count()).isEqualTo(2);
        assertThat(unreadable.first()).isEqualTo(1_700);
    }

    @Test
    void readsALineThatIsLongerThanABlock() throws IOException {
        Trial trial = trial(7, "word ".repeat(400_000));
        Files.writeString(folder.resolve("trials.jsonl"), text(trial(1)) + "\n" + text(trial) + "\n" + text(trial(2)));

        List<Trial> read = new ArrayList<>();
        new JournalReader(folder.resolve("trials.jsonl"), json).read(read::add);

        assertThat(read).extracting(Trial::item).containsExactly("item-1", "item-7", "item-2");
        assertThat(read.get(1)).isEqualTo(trial);
    }

    private @Nullable Trial read(String line) {
        byte[] bytes = ("##" + line + "##").getBytes(StandardCharsets.UTF_8);
        return lines.read(bytes, 2, bytes.length - 4);
    }

    private @Nullable Trial slowly(String line) {
        try {
            return json.read(line, Trial.class);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private String text(Trial trial) {
        return new String(json.line(trial), StandardCharsets.UTF_8);
    }

    /** One character is lost, doubled or replaced by one that means something. */
    private String damaged(String line) {
        int at = random.nextInt(line.length());
        String mark = List.of("", line.charAt(at) + line.substring(at, at + 1), "\"", "}", "0", "null", "-", ".", "Z")
                .get(random.nextInt(9));
        return line.substring(0, at) + mark + line.substring(at + 1);
    }

    private Trial trial(int number) {
        return trial(number, "Say \"yes\"\n\u2028 \ud83d\ude00 ".repeat(random.nextInt(40)));
    }

    private Trial trial(int number, String text) {
        boolean fails = random.nextInt(4) == 0;
        boolean measured = random.nextBoolean();
        Call call = new Call(
                "hash",
                text,
                random.nextBoolean() ? "" : "hm",
                measured ? List.of(token(), token()) : List.of(),
                measured ? new CallMetrics(1, 2, random.nextLong(), 4, 5, 6, 7) : CallMetrics.wallOnly(12),
                fails ? "" : "stop",
                1 + random.nextInt(4),
                fails ? new Failure(any(FailureKind.values()), "why", 503) : null);
        return new Trial(
                Integer.toHexString(number).repeat(8),
                "q:0.5b/cot/mmlu/t0",
                "item-" + number,
                random.nextInt(3),
                number % 5 == 0 ? "control" : null,
                any(Protocol.values()),
                Protocol.GENERATE,
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_000)),
                random.nextBoolean() ? List.of(call) : List.of(call, call),
                random.nextBoolean() ? null : "http://h" + number + ":11434",
                random.nextBoolean() ? null : "run-" + number);
    }

    private <T> T any(T[] of) {
        return of[random.nextInt(of.length)];
    }

    private TokenLogprob token() {
        return new TokenLogprob(
                " A",
                -random.nextDouble(),
                List.of(new TokenLogprob.Alternative("\u2581B", -1e-9), new TokenLogprob.Alternative("C", -12)));
    }
}
