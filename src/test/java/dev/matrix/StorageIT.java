package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.matrix.LaunchedProcess.Result;
import dev.matrix.store.ResultsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on a disk that is full or cannot be written: a file system of its own in memory, which needs the right to mount. */
class StorageIT {

    private static final int TRIALS = 3 * 2 * 40;
    private static final String FULL = "No space left on device";
    private static final String READ_ONLY = "Read-only file system";

    @TempDir
    private static Path temp;

    private static SimulatorProcess simulator;
    private static Program program;

    private Path disk;
    private boolean mounted;

    @BeforeAll
    static void startServer() throws Exception {
        program = Program.in(temp.resolve("work"), temp.resolve("cache"));
        simulator = SimulatorProcess.start(program, "--slots", "8");
    }

    @AfterAll
    static void stopServer() throws Exception {
        simulator.stop();
    }

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createTempDirectory(temp, "disk");
        mounted = did("mount", "-t", "tmpfs", "-o", "size=300k", "matrix-test", disk.toString());
        assumeThat(mounted).as("a tmpfs can be mounted here (needs root)").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(did("umount", disk.toString())).isTrue();
        }
    }

    private static boolean did(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void remount(String option) throws Exception {
        assertThat(did("mount", "-o", "remount," + option, disk.toString())).isTrue();
    }

    private String[] on(Path place, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--results-dir", place.resolve("results").toString()));
        if (!words[0].equals("show") && !words[0].equals("report")) {
            all.addAll(List.of("--checkpoints-dir", place.resolve("checkpoints").toString()));
        }
        return all.toArray(String[]::new);
    }

    private String[] start(Path place) {
        return on(
                place,
                RunArguments.small()
                        .with("--host", simulator.address())
                        .with("--personalities", "baseline,concise_analyst,cot")
                        .with("--benchmarks", "arc_easy,gsm8k")
                        .with("--limit", 40)
                        .with("--concurrency", 8)
                        .words());
    }

    private String[] resume(Path place) {
        return on(place, "run", "--host", simulator.address(), "--resume", "r");
    }

    private List<String> journal() throws IOException {
        return Files.readAllLines(disk.resolve("results/r/trials.jsonl"));
    }

    /** Ended with 2 and one sentence of what is wrong, without a word of the virtual machine's. */
    private static void refused(Result result, String reason) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> line.contains(reason)))
                .as(result.err())
                .hasSize(1);
        assertThat(result.err()).doesNotContain("Exception");
    }

    @Test
    void losesNothingOnAFullDiskAndGoesOnWhenThereIsSpaceAgain() throws Exception {
        Result full = program.run(start(disk));
        refused(full, FULL);
        assertThat(full.err())
                .contains("What was written before is whole; free space and try again.")
                .contains("What was answered so far is saved. Go on with: matrix run --resume r");
        List<String> saved = journal();
        assertThat(saved).hasSizeBetween(10, TRIALS - 1).allMatch(line -> line.endsWith("}"));

        refused(program.run(resume(disk)), FULL);
        assertThat(journal()).isEqualTo(saved);
        refused(program.run(on(disk, "rescore", "r")), FULL);
        assertThat(program.run(on(disk, "show", "r")).exitCode()).isZero();

        remount("size=20m");
        Result resumed = program.run(resume(disk));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(journal()).hasSize(TRIALS).startsWith(saved.toArray(String[]::new));
        new ResultsSchema().check(Program.document(disk.resolve("results/r/results.json")));

        Path whole = temp.resolve("whole");
        assertThat(program.run(start(whole)).exitCode()).isZero();
        assertThat(Program.scores(Program.document(disk.resolve("results/r/results.json"))))
                .isEqualTo(Program.scores(Program.document(whole.resolve("results/r/results.json"))));
    }

    @Test
    void beginsNothingOnADiskWithoutSpaceAndTheSameRunLater() throws Exception {
        remount("size=4k");
        Files.write(disk.resolve("ballast"), new byte[4096]);
        refused(program.run(start(disk)), FULL);

        Files.delete(disk.resolve("ballast"));
        remount("size=20m");
        Result later = program.run(start(disk));
        assertThat(later.exitCode()).as(later.err()).isZero();
        assertThat(journal()).hasSize(TRIALS);
    }

    @Test
    void refusesAPlaceThatCannotBeWrittenAndReadsThere() throws Exception {
        remount("size=20m");
        assertThat(program.run(start(disk)).exitCode()).isZero();
        List<String> saved = journal();

        remount("ro");
        Result fresh = program.run(on(
                disk,
                RunArguments.small()
                        .with("--run-id", "other")
                        .with("--host", simulator.address())
                        .words()));
        refused(fresh, READ_ONLY);
        assertThat(fresh.err()).contains("Choose writable directories with --results-dir and --checkpoints-dir.");
        for (String[] writes : List.of(
                on(disk, "run", "--host", simulator.address(), "--resume", "r", "--limit", "44"),
                on(disk, "rescore", "r"))) {
            Result refused = program.run(writes);
            refused(refused, READ_ONLY);
            assertThat(refused.err())
                    .contains(
                            "Nothing was changed; make the place writable and try again, or work on a copy of the run.");
        }
        refused(program.run(on(disk, "report", "r")), READ_ONLY);

        assertThat(program.run(on(disk, "show", "r")).exitCode()).isZero();
        assertThat(program.run(on(disk, "runs")).out()).contains("finished");
        Path out = temp.resolve("report-of-a-read-only-run");
        assertThat(program.run(on(disk, "report", "r", "--out", out.toString())).exitCode())
                .isZero();
        assertThat(journal()).isEqualTo(saved);
    }
}
