package dev.matrix.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The run that is killed: letters read by log-probabilities (arc_easy), by reasoning and then reading them (arc_easy under cot), and generated numbers (gsm8k),
 * for two models. Immutable.
 *
 * @param items of each benchmark
 */
record CrashWorkload(int items) {

    /** Requests in flight, and so the most trials that a kill may cost. */
    static final int CONCURRENCY = 8;

    private static final List<String> MODELS = List.of("qwen2.5:0.5b", "llama3.2:1b");
    private static final List<String> PERSONALITIES = List.of("baseline", "concise_analyst", "cot");
    private static final List<String> BENCHMARKS = List.of("arc_easy", "gsm8k");

    /** Trials of the first model that choose how letters are read: 8 items under two personalities. */
    static final int PROBE = 16;

    int trials() {
        return combinations() * items;
    }

    /** Trials of one model. */
    int half() {
        return trials() / MODELS.size();
    }

    int combinations() {
        return MODELS.size() * PERSONALITIES.size() * BENCHMARKS.size();
    }

    /** The command that begins the run. */
    List<String> begin(CrashRun run, SimulatorProcess server) {
        return List.of(
                "run",
                "--run-id",
                run.id(),
                "--host",
                server.address().toString(),
                "--models",
                String.join(",", MODELS),
                "--personalities",
                String.join(",", PERSONALITIES),
                "--benchmarks",
                String.join(",", BENCHMARKS),
                "--limit",
                Integer.toString(items),
                "--data",
                "bundled",
                "--concurrency",
                Integer.toString(CONCURRENCY));
    }

    /** The command that goes on with it; where nothing was written, it begins it again, as its user would. */
    List<String> goOn(CrashRun run, SimulatorProcess server) {
        if (!run.exists()) {
            return begin(run, server);
        }
        List<String> words = new ArrayList<>(List.of("run", "--resume", run.id()));
        words.addAll(List.of("--host", server.address().toString(), "--concurrency", Integer.toString(CONCURRENCY)));
        return words;
    }
}
