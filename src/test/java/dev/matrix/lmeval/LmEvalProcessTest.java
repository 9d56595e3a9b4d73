package dev.matrix.lmeval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a process of lm-eval ends, with a script in its place. */
class LmEvalProcessTest {

    private static final String RESULTS =
            "echo '{\"lm_eval_version\":\"0.4.13\",\"git_hash\":null,\"n-samples\":{\"toy\":{"
                    + "\"original\":1,\"effective\":%d}},\"results\":{\"toy\":{\"alias\":\"toy\",\"exact_match,strict-match\":1.0,"
                    + "\"exact_match_stderr,strict-match\":\"N/A\"}},\"versions\":{\"toy\":1.0},\"task_hashes\":{}}'"
                    + " >\"$out/results_2026-01-01.json\"";
    private static final String SAMPLES =
            "echo '{\"doc_id\":0,\"arguments\":{\"gen_args_0\":{\"arg_0\":[\"[]\"],\"arg_1\":{}}},"
                    + "\"resps\":[[\"it is B\"]],\"filtered_resps\":[\"B\"],\"filter\":\"strict-match\",\"prompt_hash\":\"h\","
                    + "\"exact_match\":1.0}' >\"$out/samples_toy_2026-01-01.jsonl\"";

    @TempDir
    private Path temp;

    private LmEvalOrder run() {
        Item item =
                new Item("a", "", "Q?", List.of("x", "y"), List.of(0, 1), new Gold.Options(Set.of(1)), Map.of(), "h");
        LmEvalTasks tasks = new LmEvalTasks(
                List.of(new LmEvalTasks.Leaf(
                        "toy",
                        Map.of("output_type", "generate_until"),
                        List.of(Map.of("q", "Q?")),
                        List.of(item),
                        List.of())),
                null,
                null);
        return new LmEvalOrder(
                temp.resolve("job"),
                tasks,
                new LmEvalOrder.Request(
                        "http://127.0.0.1:1", "m:1b", "Be \"kind\".\nAlways.", 7, Duration.ofSeconds(5), false, "k"),
                3);
    }

    private LmEvalProcess process(String script) {
        return new LmEvalProcess(FakeLmEval.program(temp, script), run(), System::nanoTime);
    }

    private LmEvalProcess.End end(String... script) {
        return process(String.join("\n", script)).run(new Quiet());
    }

    @Test
    void endsByItselfWhenWhoStartedItIsGone() throws Exception {
        Path module = Files.createDirectories(temp.resolve("path/lm_eval"));
        Files.writeString(module.resolve("__init__.py"), "");
        Files.writeString(
                module.resolve("__main__.py"),
                "import sys, time\nprint(repr(sys.stdin.read()), sys.argv[1:], flush=True)\ntime.sleep(600)\n");
        ProcessBuilder builder = new ProcessBuilder(
                        "python3", PythonFile.STARTER.write(temp).toString(), "run", "--config", "x")
                .redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", temp.resolve("path").toString());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            abort("there is no python3: " + e.getMessage());
            return;
        }
        try {
            assertThat(process.inputReader().readLine())
                    .as("lm-eval runs with its words and nothing to read")
                    .isEqualTo("'' ['run', '--config', 'x']");
            assertThat(process.isAlive()).isTrue();

            // What the system does with the pipe of a process that is killed.
            process.getOutputStream().close();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    private static class Quiet implements LmEvalListener {
        @Override
        public void answered(int done, int of) {}

        @Override
        public void line(String text) {}
    }

    @Test
    void bringsWhatLmEvalWrote() {
        LmEvalProcess.End end = end("mkdir -p \"$out\"", RESULTS.formatted(1), SAMPLES);

        LmEvalOutput output = ((LmEvalProcess.End.Finished) end).output();
        assertThat(output.version()).isEqualTo("0.4.13");
        assertThat(output.metrics().get("toy"))
                .containsEntry("exact_match,strict-match", 1.0)
                .containsEntry("exact_match_stderr,strict-match", null);
        LmEvalSample sample = output.samples().get(0);
        assertThat(sample.item().id()).isEqualTo("a");
        assertThat(sample.reply()).isEqualTo("it is B");
        assertThat(sample.readings()).containsEntry("strict-match", "B");
        assertThat(sample.matches()).containsEntry("strict-match", 1.0);
    }

    @Test
    void exitCodeZeroWithoutFilesIsAFailure() {
        assertThat(end("echo 'Could not save results' >&2"))
                .isEqualTo(
                        new LmEvalProcess.End.Failed(
                                "lm-eval ended with exit code 0 but wrote no results file; its last words: Could not save results"));
    }

    @Test
    void resultsWithoutSamplesAreAFailure() {
        assertThat(end("mkdir -p \"$out\"", RESULTS.formatted(1)).toString())
                .contains("lm-eval wrote no samples file for toy");
    }

    @Test
    void anotherNumberOfQuestionsThanPlannedIsAFailure() {
        assertThat(end("mkdir -p \"$out\"", RESULTS.formatted(2), SAMPLES).toString())
                .contains("lm-eval asked 2 questions of toy, the plan has 1");
    }

    @Test
    void saysTheLastErrorOfAProcessThatFails() {
        assertThat(end("echo 'Traceback' >&2", "echo \"ValueError: no such task\" >&2", "exit 1"))
                .isEqualTo(new LmEvalProcess.End.Failed("lm-eval ended with exit code 1: ValueError: no such task"));
    }

    @Test
    void leavesNothingOfAnEarlierAttemptButItsCache() throws Exception {
        Files.createDirectories(temp.resolve("job/output/model"));
        Files.writeString(temp.resolve("job/output/model/results_2025.json"), "{}");
        Files.writeString(temp.resolve("job/cache-k_rank0.db"), "replies");

        end("true");

        assertThat(temp.resolve("job/output/model/results_2025.json")).doesNotExist();
        assertThat(temp.resolve("job/cache-k_rank0.db")).exists();
    }

    @Test
    void handsTheRequestOverInAFileNeverInOneString() throws Exception {
        end("true");

        var config = LmEvalJson.parse(Files.readString(temp.resolve("job/config.yaml")));
        assertThat(config.at("/model_args/base_url").asText()).isEqualTo("http://127.0.0.1:1/v1/chat/completions");
        assertThat(config.at("/model_args/model").asText()).isEqualTo("m:1b");
        assertThat(config.at("/model_args/num_concurrent").asInt()).isEqualTo(3);
        assertThat(config.at("/model_args/seed").asInt()).isEqualTo(7);
        assertThat(config.at("/model_args/timeout").asInt()).isEqualTo(5);
        assertThat(config.path("system_instruction").asText()).isEqualTo("Be \"kind\".\nAlways.");
        assertThat(config.path("apply_chat_template").asBoolean()).isTrue();
        assertThat(config.path("log_samples").asBoolean()).isTrue();
        assertThat(config.at("/gen_kwargs/reasoning_effort").asText()).isEqualTo("none");
        assertThat(config.path("use_cache").asText()).endsWith("/job/cache-k");
        var task = LmEvalJson.parse(Files.readString(temp.resolve("job/tasks/toy.yaml")));
        assertThat(task.path("dataset_path").asText()).isEqualTo("json");
        assertThat(task.at("/dataset_kwargs/data_files/test").asText()).endsWith("/job/data/toy.test.jsonl");
    }

    @Test
    void neverSendsTheKeyOfAnotherServiceAndStaysOffTheHub() throws Exception {
        end("env >environment.txt");

        assertThat(Files.readString(temp.resolve("job/environment.txt")))
                .contains("HF_HUB_OFFLINE=1", "NO_PROXY=*")
                .doesNotContain("OPENAI_API_KEY=");
    }

    @Test
    void cancellationEndsTheProcessAndAllThatItStartedWithinTwoSeconds() throws Exception {
        LmEvalProcess process = process("""
                trap '' TERM
                sleep 300 &
                echo $! >child
                echo ready >&2
                wait
                sleep 300
                """);
        CountDownLatch ready = new CountDownLatch(1);
        CompletableFuture<LmEvalProcess.End> end = CompletableFuture.supplyAsync(() -> process.run(new Quiet() {
            @Override
            public void line(String text) {
                ready.countDown();
            }
        }));
        assertThat(ready.await(20, TimeUnit.SECONDS)).isTrue();
        long child = Long.parseLong(Files.readString(temp.resolve("job/child")).strip());

        long start = System.nanoTime();
        process.cancel();

        assertThat(end.get(2, TimeUnit.SECONDS)).isEqualTo(new LmEvalProcess.End.Cancelled());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(runs(child)).isFalse();
    }

    /** A child whose parent is gone stays listed as a zombie where the first process of a container does not look after it. */
    private static boolean runs(long pid) throws Exception {
        Path status = Path.of("/proc/" + pid + "/stat");
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
                && !(Files.exists(status) && Files.readString(status).contains(") Z "));
    }

    @Test
    void whatAChildStartsWhileItIsAskedToEndIsEndedToo() throws Exception {
        LmEvalProcess process = process("""
                sh -c 'trap "sleep 300 & echo \\$! >late" TERM; echo ready >&2; while :; do sleep 0.05; done' &
                wait
                """);
        CountDownLatch ready = new CountDownLatch(1);
        CompletableFuture<LmEvalProcess.End> end = CompletableFuture.supplyAsync(() -> process.run(new Quiet() {
            @Override
            public void line(String text) {
                ready.countDown();
            }
        }));
        assertThat(ready.await(20, TimeUnit.SECONDS)).isTrue();

        process.cancel();

        assertThat(end.get(2, TimeUnit.SECONDS)).isEqualTo(new LmEvalProcess.End.Cancelled());
        assertThat(runs(Long.parseLong(
                        Files.readString(temp.resolve("job/late")).strip())))
                .isFalse();
    }

    @Test
    void neitherALogThatCannotBeWrittenNorAListenerThatThrowsStopsTheReading() throws Exception {
        Files.createDirectories(temp.resolve("job").resolve(RunFiles.LOG));
        LmEvalProcess process = process("""
                for i in 1 2 3 4 5 6 7 8 9; do head -c 20000 /dev/zero | tr '\\0' x >&2; echo >&2; done
                echo 'RuntimeError: the last word' >&2
                exit 3
                """);

        LmEvalProcess.End end = process.run(new Quiet() {
            @Override
            public void line(String text) {
                throw new IllegalStateException("not listening");
            }
        });

        assertThat(((LmEvalProcess.End.Failed) end).reason())
                .isEqualTo("lm-eval ended with exit code 3: RuntimeError: the last word");
    }

    @Test
    void whatIsCancelledBeforeItsStartIsNotStarted() {
        LmEvalProcess process = process("echo started >started");
        process.cancel();

        assertThat(process.run(new Quiet())).isEqualTo(new LmEvalProcess.End.Cancelled());
        assertThat(temp.resolve("job/started")).doesNotExist();
    }
}
