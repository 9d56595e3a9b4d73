package dev.matrix.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Concurrency;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Sample;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.Setting;
import dev.matrix.domain.SizeRange;
import dev.matrix.domain.StopWhen;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lm-eval 0.4.12 itself sent and scored, recorded from {@code local-chat-completions} against a server that answered with replies of our own: prompt
 * hashes, filtered replies, metrics; of the published sets only hashes are kept.
 */
final class LmEvalVectors {

    private static final Duration NEVER = Duration.ofDays(1);

    static final Path DATA = Path.of(System.getProperty("matrix.sharedData", "../shared/data"));

    private LmEvalVectors() {}

    static List<JsonNode> read(String file) {
        try (InputStream in = Objects.requireNonNull(LmEvalVectors.class.getResourceAsStream(file))) {
            List<JsonNode> records = new ArrayList<>();
            JsonMapper.builder().build().readTree(in).forEach(records::add);
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True for a record whose data are not here and need not be. */
    static boolean skipped(JsonNode record) {
        boolean absent = record.get("data").asText().equals("real") && !Files.isDirectory(DATA);
        return absent && !"1".equals(System.getenv("MATRIX_REQUIRE_DATA"));
    }

    /** The benchmark of a record with its items and examples. */
    static BenchmarkItems load(JsonNode record) {
        boolean real = record.get("data").asText().equals("real");
        return load(
                "lm-eval/" + record.get("task").asText(),
                real ? DATA.toString() : "bundled",
                record.path("limit").asInt(Integer.MAX_VALUE),
                record.path("fewshot").isNumber() ? record.get("fewshot").asInt() : null);
    }

    static BenchmarkItems load(String benchmark, String data, int limit, @Nullable Integer fewshot) {
        RunRequest request = request(benchmark, data, limit, fewshot);
        return new BenchmarkSelection(
                        Catalogues.of(new CatalogueFiles(Path.of("no such folder"), null)),
                        EmbeddedProgram.noRealSets())
                .load(request)
                .benchmarks()
                .get(0);
    }

    private static RunRequest request(String benchmark, String data, int limit, @Nullable Integer fewshot) {
        return new RunRequest(
                new RunRequest.ServerRequest(
                        List.of(""),
                        false,
                        Concurrency.fixed(1),
                        new Timeouts(NEVER, NEVER, NEVER, NEVER, NEVER),
                        "lm_eval"),
                new RunRequest.Selection(
                        List.of(), SizeRange.standard(), List.of(), List.of(), List.of(benchmark), true, false),
                new RunRequest.Measuring(
                        limit,
                        Sample.STRATIFIED,
                        fewshot,
                        List.of(BigDecimal.ZERO),
                        1,
                        42,
                        false,
                        BaselineSystem.EMPTY,
                        ScoringMode.AUTO,
                        data,
                        Engine.NATIVE),
                new RunRequest.Design(5, List.of(), false, null, StopWhen.END),
                new RunRequest.Storage(null, false, null),
                new RunRequest.Policy(10, false),
                Set.of());
    }

    static Combination combination(BenchmarkItems loaded, @Nullable String system) {
        Model model = new Model("m:1b", "digest", 1e9, null, "", "", Set.of("completion"), "", null);
        Personality personality = system == null ? Personality.baseline() : new Personality("persona", system, null);
        return new Combination(model, personality, loaded.benchmark(), Setting.of(BigDecimal.ZERO, false));
    }

    static Trial trial(String item, Protocol protocol, String reply) {
        Call call = new Call("", reply, "", List.of(), CallMetrics.wallOnly(1), "stop", 1, null);
        return new Trial("key", "c", item, 0, null, protocol, Protocol.GENERATE, Instant.EPOCH, List.of(call));
    }
}
