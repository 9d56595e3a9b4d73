package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures how much of all prompts the server's prefix caches save in a whole run, against the most that any order of the same prompts can save.
 *
 * <p>That most is what one cache without limits would have: of each prompt its longest beginning that stood at the beginning of an earlier prompt or reply.
 * Summed up it does not depend on the order, since each different beginning has to be evaluated once; and it is not only a bound, since on one slot the
 * prompts in the order of an alphabet reach it. Requests that go on with a conversation (the second call after reasoning) are counted apart. Where no more
 * requests are in flight than there are slots, the slot of the first call is free when the second one comes. Where more are in flight, a request that
 * waits takes that slot at once and replaces what it holds, in whatever order the run asks: what only that conversation knows cannot be there any more.
 */
final class PrefixReuse {

    private static final String MODELS = "qwen2.5:0.5b,llama3.2:1b,gemma2:2b";
    private static final String PERSONALITIES =
            "baseline,technical_expert,creative_thinker,concise_analyst,balanced,high_context,cot";

    private final Path launcher;
    private final Path directory;

    private PrefixReuse(Path launcher, Path directory) {
        this.launcher = launcher;
        this.directory = directory;
    }

    /**
     * A row of the table.
     *
     * @param serviceMillis as the simulator takes it
     * @param bar least share of the most that can be reused
     */
    private record Row(
            int slots, int inFlight, int serviceMillis, String models, String benchmarks, int items, double bar) {

        boolean enoughSlots() {
            return inFlight <= slots;
        }
    }

    /** Sums over models. */
    private record Use(long tokens, long reused, long reusable) {

        static Use of(JsonNode statistics, String kind) {
            Use sum = new Use(0, 0, 0);
            for (JsonNode model : statistics.path("models")) {
                JsonNode use = model.path(kind);
                sum = sum.plus(new Use(
                        use.path("tokens").longValue(),
                        use.path("reused").longValue(),
                        use.path("reusable").longValue()));
            }
            return sum;
        }

        Use plus(Use other) {
            return new Use(tokens + other.tokens, reused + other.reused, reusable + other.reusable);
        }

        double share() {
            return reusable == 0 ? 1 : reused / (double) reusable;
        }
    }

    /** @param arguments the launcher, a directory to work in, and {@code --short} or nothing */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrefixReuse bench = new PrefixReuse(Path.of(arguments[0]), Path.of(arguments[1]));
        List<Row> rows = arguments.length > 2 ? brief() : full();
        System.out.println(
                "slots  in flight  prompt tokens  evaluated  reused of the most possible    bar  conversations");
        boolean met = true;
        for (Row row : rows) {
            met &= bench.measure(row);
        }
        if (!met) {
            System.err.println("bench/prefix: the order reuses less of the server's prefix caches than its bar.");
        }
        System.exit(met ? 0 : 1);
    }

    private static List<Row> full() {
        String all = "mmlu,hellaswag,gsm8k,arc_easy,truthfulqa_mc2";
        return List.of(
                new Row(1, 2, 30, MODELS, all, 48, 0.95),
                new Row(1, 4, 30, MODELS, all, 48, 0.90),
                new Row(2, 2, -10, MODELS, all, 48, 0.95),
                new Row(2, 4, 30, MODELS, all, 48, 0.90),
                new Row(4, 2, -10, MODELS, all, 48, 0.95),
                new Row(4, 4, -10, MODELS, all, 48, 0.95));
    }

    /** Fewer items leave less to share, so that what is evaluated once counts for more. */
    private static List<Row> brief() {
        return List.of(
                new Row(1, 2, 25, "qwen2.5:0.5b", "mmlu", 24, 0.85),
                new Row(4, 2, -20, "qwen2.5:0.5b", "mmlu,gsm8k,arc_easy", 32, 0.95));
    }

    private boolean measure(Row row) throws IOException, InterruptedException {
        try (SimulatorProcess server = SimulatorProcess.start(launcher, directory, row.slots(), row.serviceMillis())) {
            new ProgramProcess(launcher, directory)
                    .seconds(List.of(
                            "run",
                            "--host=" + server.address(),
                            "--models=" + row.models(),
                            "--personalities=" + PERSONALITIES,
                            "--benchmarks=" + row.benchmarks(),
                            "--limit=" + row.items(),
                            "--data=bundled",
                            "--concurrency=" + row.inFlight(),
                            "--yes",
                            "--quiet"));
            return told(row, server.statistics());
        }
    }

    private static boolean told(Row row, JsonNode statistics) {
        Use prompts = Use.of(statistics, "prompts");
        Use continued = Use.of(statistics, "continued_prompts");
        Use all = prompts.plus(continued);
        Use judged = row.enoughSlots() ? all : prompts;
        boolean met = judged.reusable() >= 0 && judged.share() >= row.bar();
        System.out.printf(
                "%5d  %9d  %13d  %9d  %26.1f %%  %3.0f %%  %11.1f %%  %s%n",
                row.slots(),
                row.inFlight(),
                all.tokens(),
                all.tokens() - all.reused(),
                100 * judged.share(),
                100 * row.bar(),
                100 * continued.share(),
                met ? "met" : "MISSED");
        return met;
    }
}
