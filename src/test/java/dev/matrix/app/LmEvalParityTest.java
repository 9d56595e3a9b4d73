package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.analysis.CellSummary;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Item;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.Message;
import dev.matrix.domain.PromptHash;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.plan.ItemPositions;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.TrialKeys;
import dev.matrix.scoring.LmEvalReading;
import dev.matrix.scoring.Scorer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** lm-eval's own tasks against what the real lm-eval sent, read and counted, item by item. */
class LmEvalParityTest {

    private final LmEvalReading reading = new LmEvalReading();

    static Stream<JsonNode> records() {
        return LmEvalVectors.read("lm-eval-vectors.json").stream();
    }

    static Stream<JsonNode> wholeSets() {
        return LmEvalVectors.read("lm-eval-prompts.json").stream();
    }

    private static Conversation conversation(BenchmarkItems loaded, Combination combination, Item item) {
        return new Conversations(Map.of(loaded.benchmark().name(), loaded.items()))
                .conversation(combination, item, Protocol.GENERATE, BaselineSystem.EMPTY);
    }

    private static Map<String, Item> byId(BenchmarkItems loaded) {
        Map<String, Item> items = new HashMap<>();
        loaded.items().items().forEach(item -> items.put(item.id(), item));
        return items;
    }

    @ParameterizedTest
    @MethodSource("records")
    void sendsWhatLmEvalSends(JsonNode record) {
        assumeThat(LmEvalVectors.skipped(record)).isFalse();
        BenchmarkItems loaded = LmEvalVectors.load(record);
        Combination combination =
                LmEvalVectors.combination(loaded, record.path("system").asText(null));
        Map<String, Item> items = byId(loaded);

        assertThat(items).hasSize(record.get("items").size());
        for (JsonNode each : record.get("items")) {
            Item item = items.get(each.get("id").asText());
            Conversation asked = conversation(loaded, combination, item);
            assertThat(PromptHash.of(asked.messages()))
                    .as(item.id())
                    .isEqualTo(each.get("prompt_hash").asText());
            assertThat(asked.protocol()).isEqualTo(Protocol.GENERATE);
            assertThat(asked.maxTokens())
                    .isEqualTo(record.at("/payload/max_tokens").asInt());
        }
        List<String> stop = new ArrayList<>();
        record.at("/payload/stop").forEach(text -> stop.add(text.asText()));
        assertThat(new TrialKeys(42).sampling(combination, 0))
                .isEqualTo(SamplingOptions.ofLmEval(
                        record.at("/payload/temperature").asDouble(),
                        record.at("/payload/seed").asLong(),
                        stop));
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsAndScoresRepliesAsLmEvalDoes(JsonNode record) {
        assumeThat(LmEvalVectors.skipped(record)).isFalse();
        BenchmarkItems loaded = LmEvalVectors.load(record);
        LmEvalTask task = Objects.requireNonNull(loaded.benchmark().lmEval());
        Map<String, Item> items = byId(loaded);

        for (JsonNode each : record.get("items")) {
            Item item = items.get(each.get("id").asText());
            List<LmEvalReading.Filtered> read = reading.read(
                    task, item, Protocol.GENERATE, each.get("reply").asText());
            assertThat(read).hasSize(each.get("filtered").size());
            for (LmEvalReading.Filtered chain : read) {
                assertThat(chain.filtered())
                        .as("%s %s of %s", item.id(), chain.chain(), each.get("reply"))
                        .isEqualTo(each.get("filtered").get(chain.chain()).asText());
                assertThat(chain.right())
                        .as("%s %s of %s", item.id(), chain.chain(), each.get("reply"))
                        .isEqualTo(each.get("exact_match").get(chain.chain()).asDouble() == 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void addsUpAsLmEvalDoes(JsonNode record) {
        assumeThat(LmEvalVectors.skipped(record)).isFalse();
        BenchmarkItems loaded = LmEvalVectors.load(record);
        ScoreCell cell = new ScoreCell(
                new PlannedCombination(
                        LmEvalVectors.combination(loaded, null), loaded.items().items(), 1),
                new Scorer(),
                10,
                new ItemPositions());
        cell.decide(Protocol.GENERATE);
        for (JsonNode each : record.get("items")) {
            cell.add(LmEvalVectors.trial(
                    each.get("id").asText(),
                    Protocol.GENERATE,
                    each.get("reply").asText()));
        }

        CellSummary summary = cell.summary();
        Benchmark benchmark = loaded.benchmark();
        List<LmEvalTask.FilterChain> chains =
                Objects.requireNonNull(benchmark.lmEval()).filters();
        String headline = chains.get(chains.size() - 1).name();
        JsonNode theirs = record.get("results");
        assertThat(summary.score())
                .isEqualTo(theirs.get("exact_match," + headline).asDouble());
        assertThat(summary.strict())
                .isEqualTo(theirs.get("exact_match," + chains.get(0).name()).asDouble());
        JsonNode error = theirs.get("exact_match_stderr," + headline);
        if (error.isNull()) {
            assertThat(summary.standardError()).isNull();
        } else {
            assertThat(summary.standardError()).isCloseTo(error.asDouble(), within(1e-15));
        }
    }

    @ParameterizedTest
    @MethodSource("wholeSets")
    void sendsWhatLmEvalSendsForEachItemOfThePublishedSets(JsonNode record) throws Exception {
        assumeThat(LmEvalVectors.skipped(record)).isFalse();
        BenchmarkItems loaded = LmEvalVectors.load(record);
        Combination combination = LmEvalVectors.combination(loaded, null);
        MessageDigest all = MessageDigest.getInstance("SHA-256");

        assertThat(loaded.items().items()).hasSize(record.get("n").asInt());
        loaded.items()
                .items()
                .forEach(item -> all.update(
                        PromptHash.of(conversation(loaded, combination, item).messages())
                                .getBytes(StandardCharsets.US_ASCII)));
        assertThat(HexFormat.of().formatHex(all.digest()))
                .isEqualTo(record.get("hashes_sha256").asText());
    }

    @Test
    void rendersTheEightExamplesOfGsm8kCotToTheLetter() throws Exception {
        BenchmarkItems loaded = LmEvalVectors.load("lm-eval/gsm8k_cot", "bundled", 1, null);
        List<Message> messages = conversation(
                        loaded,
                        LmEvalVectors.combination(loaded, null),
                        loaded.items().items().get(0))
                .messages();
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < 16; i += 2) {
            prefix.append(messages.get(i).content())
                    .append(' ')
                    .append(messages.get(i + 1).content())
                    .append("\n\n");
        }

        assertThat(messages).hasSize(17);
        assertThat(prefix).hasSize(2141);
        assertThat(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(prefix.toString().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("3d55795c084e26f6ebb6925833999a44f75c4280eb7ab4d66f9bb940244e4847");
    }
}
