package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Kills the program with SIGKILL at seeded points of a run, resumes it, and compares what comes out with a run that nobody interrupted: the same trial keys,
 * scores and counts, every line that stood in the journal still there, and at most as many trials asked again as there were requests in flight.
 */
final class CrashMatrix {

    private static final long SEED = 20261128;
    private static final int ITEMS = 40;
    private static final int FEW_ITEMS = 24;

    /** So often a point of a run's last milliseconds is tried before it counts as missed. */
    private static final int TRIES = 8;

    private final Path program;
    private final Path directory;
    private final SimulatorProcess server;
    private final CrashWorkload workload;
    private final Random random;
    private final Uninterrupted whole;

    /**
     * What an uninterrupted run comes to.
     *
     * @param checks conversations that are begun with each model before its trials
     */
    private record Uninterrupted(
            List<String> trials, Map<String, JsonNode> scores, JsonNode statistics, Map<String, Integer> checks) {}

    private CrashMatrix(Path program, Path directory, SimulatorProcess server, CrashWorkload workload, Random random)
            throws IOException, InterruptedException {
        this.program = program;
        this.directory = directory;
        this.server = server;
        this.workload = workload;
        this.random = random;
        this.whole = uninterrupted();
    }

    /**
     * Kills at all points and prints a table; exit code 1 when a property does not hold.
     *
     * @param arguments the launcher, a directory to work in, and {@code full} or {@code short}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path program = Path.of(arguments[0]);
        Path directory = Path.of(arguments[1]);
        boolean few = arguments[2].equals("short");
        CrashWorkload workload = new CrashWorkload(few ? FEW_ITEMS : ITEMS);
        Random random = new Random(SEED);
        List<CrashPoint> points = few ? CrashPoint.few(workload, random) : CrashPoint.all(workload, random);
        CrashTable table = new CrashTable(System.out, points.size());
        try (SimulatorProcess server = SimulatorProcess.start(program, directory)) {
            CrashMatrix matrix = new CrashMatrix(program, directory, server, workload, random);
            table.head(workload);
            for (CrashPoint point : points) {
                table.row(point, matrix.crash(point, table.rows() + 1));
            }
        }
        System.exit(table.verdict() ? 0 : 1);
    }

    private Uninterrupted uninterrupted() throws IOException, InterruptedException {
        CrashRun run = new CrashRun(directory, "whole");
        int code = KilledProgram.start(program, directory, workload.begin(run, server))
                .end();
        if (code != 0 || run.lineCount() != workload.trials()) {
            throw new IOException("the run that nobody interrupts ended with exit code " + code + " and "
                    + run.lineCount() + " of " + workload.trials() + " trials; see " + directory + "/program.log");
        }
        AskedTrials asked = AskedTrials.settled(server);
        Map<String, Integer> checks = new TreeMap<>();
        run.linesByModel().forEach((model, lines) -> checks.put(model, asked.of(model) - lines));
        return new Uninterrupted(run.trials(), run.scores(), run.statistics(), checks);
    }

    /**
     * How one point went.
     *
     * @param lines in the journal when the program was killed (the last time)
     * @param torn bytes behind them
     * @param again most trials that a kill of it cost
     * @param problems what does not hold; empty when all is well
     */
    record Outcome(int lines, int torn, int again, List<String> problems) {}

    private Outcome crash(CrashPoint point, int number) throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            CrashRun run = new CrashRun(directory, "p" + number + (attempt == 1 ? "" : "-" + attempt));
            KilledRun killed = new KilledRun(run);
            if (!killed.kill(point::reached, point.delayMillis())) {
                continue;
            }
            if (point.phase() == CrashPoint.Phase.RESUME
                    && !killed.kill(each -> true, CrashPoint.secondDelay(random))) {
                continue;
            }
            return killed.resume();
        }
        return new Outcome(0, 0, 0, List.of("the program always ended before it was killed"));
    }

    /** One run that is killed, maybe twice, and resumed. Not thread-safe. */
    private final class KilledRun {

        private final CrashRun run;
        private final List<String> problems = new ArrayList<>();
        private Session session;
        private byte[] journal = new byte[0];
        private int again;

        KilledRun(CrashRun run) throws IOException {
            this.run = run;
            this.session = new Session(AskedTrials.settled(server), Map.of());
        }

        /** Starts or resumes it and kills it so long after it has come so far; false when it ended before that. */
        boolean kill(Predicate<CrashRun> reached, int delayMillis) throws IOException, InterruptedException {
            KilledProgram started = KilledProgram.start(program, directory, workload.goOn(run, server));
            if (!started.await(started::isJava) || !started.await(() -> reached.test(run))) {
                return false;
            }
            started.live(delayMillis);
            if (!started.kill()) {
                return false;
            }
            keepsWhatWasThere();
            int lost = endOfSession();
            again = Math.max(again, lost);
            if (lost > CrashWorkload.CONCURRENCY) {
                problems.add(
                        lost + " trials were asked and are not kept, with " + CrashWorkload.CONCURRENCY + " in flight");
            }
            return true;
        }

        Outcome resume() throws IOException, InterruptedException {
            int lines = CrashRun.lines(journal).size();
            int torn = journal.length - wholeBytes(journal);
            int code = KilledProgram.start(program, directory, workload.goOn(run, server))
                    .end();
            if (code != 0) {
                problems.add("the resume ended with exit code " + code);
                return new Outcome(lines, torn, again, problems);
            }
            keepsWhatWasThere();
            int more = endOfSession();
            if (more != 0) {
                problems.add("the resume asked " + more + " more than was missing");
            }
            compare();
            return new Outcome(lines, torn, again, problems);
        }

        /** Whole lines stay what they are; only a torn one is cut off. */
        private void keepsWhatWasThere() {
            byte[] now = run.journal();
            int kept = wholeBytes(journal);
            if (Arrays.mismatch(journal, 0, kept, now, 0, Math.min(kept, now.length)) >= 0 || now.length < kept) {
                problems.add("a line of the journal is gone or changed");
            }
            journal = now;
        }

        /** Trials that the server was asked in this session and that the journal does not have. */
        private int endOfSession() throws IOException {
            AskedTrials asked = AskedTrials.settled(server);
            Map<String, Integer> lines = run.linesByModel();
            int lost = 0;
            for (String model : whole.checks().keySet()) {
                int begun = asked.of(model)
                        - session.asked().of(model)
                        - whole.checks().get(model);
                int written = lines.getOrDefault(model, 0) - session.lines().getOrDefault(model, 0);
                lost += Math.max(0, begun) - written;
            }
            session = new Session(asked, lines);
            return lost;
        }

        private void compare() throws IOException {
            require(run.trials().equals(whole.trials()), "other trials or keys than the uninterrupted run");
            require(run.scores().equals(whole.scores()), "other scores or counts than the uninterrupted run");
            require(run.statistics().equals(whole.statistics()), "other means than the uninterrupted run");
            require(run.state().equals("finished"), "the run is not called finished");
            require(
                    run.completed() == workload.combinations() && run.remaining() == 0,
                    "the checkpoint does not call every combination complete");
        }

        private void require(boolean holds, String problem) {
            if (!holds) {
                problems.add(problem);
            }
        }
    }

    /** How things stood when an invocation began. */
    private record Session(AskedTrials asked, Map<String, Integer> lines) {}

    private static int wholeBytes(byte[] journal) {
        int end = journal.length;
        while (end > 0 && journal[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
