package dev.matrix.endurance;

import dev.matrix.EmbeddedProgram;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the whole program against servers that fail in every way that the simulator knows, and checks in the files that every planned trial ended once, as
 * scored or as missing, in bounded time, with the right exit code, and that a resume without faults comes to the results of the run that nothing disturbed.
 */
public final class FaultMatrix {

    private static final String ROW = "%-24s %-8s %-7s %7s %7s %8s %5s %7s  %s%n";
    private static final int AT_A_TIME = 4;
    private static final int MIXTURES = 40;

    private final Workplace workplace;
    private final PrintStream out;

    private FaultMatrix(Path folder, PrintStream out) {
        this.workplace = new Workplace(folder);
        this.out = out;
    }

    /** @param args a folder to work in; {@code --short} for the cases that fit into a minute; words: only the cases whose rules hold one of them */
    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args).subList(1, args.length));
        boolean few = words.remove("--short");
        int failed = new FaultMatrix(Path.of(args[0]), System.out).run(few, words);
        System.exit(failed == 0 ? 0 : 1);
    }

    private int run(boolean few, List<String> words) throws Exception {
        Reference reference = undisturbed(0, false);
        Reference renewed = undisturbed(1, true);
        FaultCases all = new FaultCases(new Seeds());
        List<FaultCase> cases = (few ? all.few() : all.all(MIXTURES))
                .stream()
                        .filter(its -> words.isEmpty()
                                || words.stream().anyMatch(word -> its.rules().contains(word)))
                        .toList();
        if (cases.isEmpty()) {
            out.println("No case has a rule that holds one of " + words + "; rules look like stream:hang.");
            return 1;
        }
        out.printf(ROW, "fault", "stage", "rate", "strikes", "scored", "missing", "exit", "seconds", "verdict");
        long start = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        int failed = 0;
        try {
            List<Future<FaultedRun.Row>> rows = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                FaultedRun run = new FaultedRun(workplace, reference, renewed, cases.get(i), workplace.folder(i + 2));
                rows.add(pool.submit(run::run));
            }
            for (int i = 0; i < rows.size(); i++) {
                failed += shown(cases.get(i), rows.get(i)) ? 0 : 1;
            }
        } finally {
            pool.shutdownNow();
        }
        out.printf(
                Locale.ROOT,
                "%d cases of %d trials each, bound of a run %d s; %d with a property that does not hold; %.0f s%n",
                cases.size(),
                reference.trials().size(),
                reference.bound().toSeconds(),
                failed,
                (System.nanoTime() - start) / 1e9);
        return failed;
    }

    private Reference undisturbed(int number, boolean renewed) throws IOException {
        Path place = workplace.folder(number);
        try (Simulator server = workplace.server(FaultPlan.none(), 1, renewed)) {
            EmbeddedProgram.Ended ended =
                    workplace.program(place, Clock.systemUTC()).run(Workplace.start(server));
            if (ended.code() != 0) {
                throw new IllegalStateException("the undisturbed run ends with " + ended.code() + ": " + ended.err());
            }
        }
        Reference reference = Reference.of(workplace.files(place));
        long right =
                reference.trials().values().stream().filter(reference::right).count();
        int points = reference.combinations().values().stream()
                .mapToInt(each -> each.path("raw_score").asInt())
                .sum();
        if (right != points) {
            throw new IllegalStateException("the harness reads " + right + " right answers, the program " + points);
        }
        return reference;
    }

    private boolean shown(FaultCase its, Future<FaultedRun.Row> future) throws InterruptedException {
        try {
            FaultedRun.Row row = future.get();
            boolean good = row.wrong().isEmpty();
            out.printf(
                    Locale.ROOT,
                    ROW,
                    its.fault(),
                    its.stage(),
                    its.rate(),
                    row.strikes(),
                    row.scored(),
                    row.missing(),
                    row.code(),
                    String.format(Locale.ROOT, "%.1f", row.took().toMillis() / 1000.0),
                    good ? "holds" : "FAILS");
            if (!good) {
                out.println("    rules: " + its.rules() + ", seed " + its.seed());
                row.wrong().stream().limit(3).forEach(sentence -> out.println("    " + sentence.strip()));
            }
            return good;
        } catch (ExecutionException e) {
            out.println(its.rules() + ": FAILS, the harness cannot read what the run left: " + e.getCause());
            return false;
        }
    }
}
