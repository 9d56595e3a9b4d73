package dev.matrix.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Reach;
import dev.matrix.domain.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

    @TempDir
    Path folder;

    private RunStore store() {
        return new RunStore(folder.resolve("results"), folder.resolve("checkpoints"), System::nanoTime);
    }

    private static Results results() {
        CellResult zero = Fixtures.cell(0.0);
        CellResult failed = Fixtures.cell(null);
        return new Results(
                Results.FORMAT_VERSION,
                new Results.Metadata(
                        "r1",
                        Fixtures.NOON,
                        "finished",
                        List.of(new Results.ModelEntry("q:0.5b", "abc", 494_000_000L, "qwen2", "Q4", false)),
                        List.of("baseline", "cot"),
                        List.of("toy"),
                        Fixtures.manifest("r1").settings(),
                        List.of("t0"),
                        "t0",
                        "native",
                        Map.of("toy", new Results.DataEntry("sample", "bundled", "hash", 48, 40, "toy (sample)")),
                        true,
                        new Results.Versions("0.1.0", "0.32.15", "17", null),
                        List.of(new Manifest.ProtocolRecord("q:0.5b", "toy", Protocol.LOGPROB, "holds")),
                        List.of(new Manifest.ReachRecord("q:0.5b", "cot", Reach.DEFAULT_INJECTED, "seen")),
                        List.of("careful"),
                        null,
                        List.of()),
                Map.of("q:0.5b", Map.of("baseline", Map.of("toy", zero))),
                Map.of(
                        "q:0.5b",
                        Map.of("baseline", new Results.Statistics(0.0, null, "spread over benchmarks", 1, null))),
                new Results.Execution(
                        1.5, 3.0, 80L, 1L, 1, 200, 80, 20.0, null, 1, 0, 14, List.of(Fixtures.concurrency())),
                List.of(new Results.FlatCombination(
                        "q:0.5b/cot/toy/t0",
                        "q:0.5b",
                        "cot",
                        "toy",
                        new TreeMap<>(Map.of("temperature", "0")),
                        "f00",
                        failed)),
                List.of(Fixtures.verdict()),
                List.of(),
                List.of("Undecided: 1 of 1 comparison."),
                List.of(),
                List.of());
    }

    @Test
    void hasTheFormThatIsPromised() throws IOException {
        try (RunDirectory run = store().create(Fixtures.manifest("r1"));
                InputStream golden = ResultsFileTest.class.getResourceAsStream("results-golden.json")) {
            String written = run.saveResults(results()).get();
            assertThat(written)
                    .isEqualTo(new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void keepsZeroAndNullApart() {
        try (RunDirectory run = store().create(Fixtures.manifest("r1"))) {
            run.saveResults(results());
        }
        Results read = store().read("r1").results().orElseThrow();
        assertThat(read.results().get("q:0.5b").get("baseline").get("toy").score())
                .isEqualTo(0.0);
        assertThat(read.combinations().get(0).cell().score()).isNull();
        assertThat(read).isEqualTo(results());
    }

    @Test
    void keepsWhatWasObservedWhenTheRunIsExtended() {
        try (RunDirectory run = store().create(Fixtures.manifest("r1"))) {
            run.updateManifest(manifest -> manifest.withBaseline(
                            new Manifest.BaselineRecord("m", BaselineSystem.NONE, "first"), Fixtures.NOON)
                    .withBaseline(new Manifest.BaselineRecord("m", BaselineSystem.NONE, "refused"), Fixtures.NOON)
                    .withWarning("careful", Fixtures.NOON));
            run.updateManifest(manifest -> manifest.withFailure(
                    new Manifest.FailureRecord("m/baseline/toy/t0", "does not load"), Fixtures.NOON));
            assertThat(run.manifest().failures()).hasSize(1);
            run.updateManifest(manifest -> manifest.extended(
                    manifest.settings(),
                    new Manifest.ServerRecord("http://other", "0.33.0", false),
                    null,
                    manifest.models(),
                    List.of(Personality.baseline()),
                    List.of("mine"),
                    manifest.benchmarks(),
                    List.of(Setting.of(new BigDecimal("0.7"), false)),
                    new Manifest.Revision(
                            2,
                            Fixtures.NOON.plusSeconds(9),
                            "extended",
                            List.of("limit 200"),
                            4,
                            "http://other",
                            null)));
        }
        Manifest read = store().read("r1").manifest();
        assertThat(read.baselines()).extracting(Manifest.BaselineRecord::reason).containsExactly("refused");
        assertThat(read.warnings()).containsExactly("careful");
        assertThat(read.failures()).as("everything is tried again").isEmpty();
        assertThat(read.server().version()).isEqualTo("0.33.0");
        assertThat(read.ownPrompts()).containsExactly("mine");
        assertThat(read.revisions()).hasSize(2);
        assertThat(read.axes()).extracting(Setting::id).containsExactly("t0.7");
        assertThat(read.updatedAt()).isEqualTo(Fixtures.NOON.plusSeconds(9));
        assertThat(read.state()).isEqualTo(RunState.RUNNING);
    }
}
