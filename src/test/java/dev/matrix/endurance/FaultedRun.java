package dev.matrix.endurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One case: the run under its faults, what it left, and the resume after the faults have gone. */
final class FaultedRun {

    private final Workplace workplace;
    private final Reference reference;
    /** Of the server after its models were pulled anew. */
    private final Reference renewed;

    private final FaultCase its;
    private final Path place;
    private final RunFiles files;
    private final List<String> wrong = new ArrayList<>();

    FaultedRun(Workplace workplace, Reference reference, Reference renewed, FaultCase its, Path place) {
        this.workplace = workplace;
        this.reference = reference;
        this.renewed = renewed;
        this.its = its;
        this.place = place;
        this.files = workplace.files(place);
    }

    /**
     * What came out.
     *
     * @param strikes requests that a fault struck
     * @param scored trials with a score after the faulted run
     * @param missing planned trials without one
     * @param code exit code
     * @param took the faulted run
     * @param wrong every property that does not hold; empty when all do
     */
    record Row(FaultCase its, int strikes, int scored, int missing, int code, Duration took, List<String> wrong) {}

    Row run() throws IOException {
        Clock clock = its.stepping() ? new SteppingClock(its.seed()) : Clock.systemUTC();
        long start = System.nanoTime();
        EmbeddedProgram.Ended ended;
        int strikes;
        try (Simulator server = workplace.server(its.plan(), its.seed(), false)) {
            ended = Patience.applied(workplace.program(place, clock)).run(Workplace.start(server));
            strikes = server.statistics().faults();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        check(took.compareTo(reference.bound()) <= 0, "took " + took + ", more than " + reference.bound());
        Map<String, JsonNode> before = files.last();
        int scored = (int) before.values().stream().filter(reference::scored).count();
        afterFaults(ended, before);
        resumed(clock);
        return new Row(its, strikes, scored, reference.trials().size() - scored, ended.code(), took, wrong);
    }

    private void afterFaults(EmbeddedProgram.Ended ended, Map<String, JsonNode> last) throws IOException {
        check(its.codes().contains(ended.code()), "exit code " + ended.code() + " is none of " + its.codes());
        check(!ended.err().contains("defect"), "says that it has a defect: " + ended.err());
        if (!files.there()) {
            check(ended.code() == 3 || ended.code() == 2, "exit code " + ended.code() + " without a run");
            check(!ended.err().isBlank(), "says nothing");
            return;
        }
        check(ended.code() == codeOf(), "exit code " + ended.code() + " where the files say " + codeOf());
        for (Map.Entry<String, JsonNode> each : last.entrySet()) {
            check(reference.trials().containsKey(each.getKey()), "asked what was not planned: " + each.getKey());
        }
        last.values().stream().filter(reference::scored).forEach(this::sameReply);
        books(last);
    }

    /** Design 4: 3 when the server was lost, 1 when combinations have failed, else 0. */
    private int codeOf() throws IOException {
        if (files.manifest().path("state").asText().equals("interrupted")) {
            return 3;
        }
        boolean failed = files.combinations().values().stream()
                .anyMatch(each -> each.path("status").asText().equals("failed"));
        return failed ? 1 : 0;
    }

    private void sameReply(JsonNode line) {
        JsonNode wanted = reference.trials().get(RunFiles.trial(line));
        boolean changed = its.changes().contains(RunFiles.end(line));
        check(
                changed || RunFiles.texts(line).equals(RunFiles.texts(wanted)),
                "scores another reply: " + RunFiles.trial(line) + " " + RunFiles.texts(line));
    }

    /** The results' counts follow from the journal: every trial once, as scored or as missing. */
    private void books(Map<String, JsonNode> last) throws IOException {
        Map<String, Integer> scored = new HashMap<>();
        Map<String, Integer> right = new HashMap<>();
        for (JsonNode line : last.values()) {
            if (reference.scored(line)) {
                String combination = line.path("combination").asText();
                scored.merge(combination, 1, Integer::sum);
                right.merge(combination, reference.right(line) ? 1 : 0, Integer::sum);
            }
        }
        Map<String, JsonNode> combinations = files.combinations();
        check(combinations.keySet().equals(reference.combinations().keySet()), "has not the planned combinations");
        for (Map.Entry<String, JsonNode> each : combinations.entrySet()) {
            JsonNode cell = each.getValue();
            String id = each.getKey() + ": ";
            int planned =
                    reference.combinations().get(each.getKey()).path("planned").asInt();
            int total = cell.path("total").asInt();
            check(cell.path("planned").asInt() == planned, id + "planned " + cell.path("planned"));
            check(total + cell.path("missing").asInt() == planned, id + total + " and " + cell.path("missing"));
            boolean open = cell.path("protocol").isNull() && total == 0;
            int kept = scored.getOrDefault(each.getKey(), 0);
            check(open || total == kept, id + total + " scored, the journal has " + kept);
            check(scoredOutcomes(cell) == total, id + "outcomes " + cell.path("outcomes"));
            boolean asIs = its.changes().isEmpty() && !open;
            int points = right.getOrDefault(each.getKey(), 0);
            check(!asIs || cell.path("raw_score").asInt() == points, id + "raw score is not " + points);
            check(total > 0 || cell.path("score").isNull(), id + "a score without a scored trial");
        }
    }

    private static int scoredOutcomes(JsonNode cell) {
        int scored = 0;
        for (String outcome : List.of("answered", "no_answer", "refused", "truncated", "repetition", "thinking_only")) {
            scored += cell.path("outcomes").path(outcome).asInt();
        }
        return scored;
    }

    private void resumed(Clock clock) throws IOException {
        Set<String> protocols = files.protocols();
        Map<String, JsonNode> before = files.last();
        int linesBefore = files.lines().size();
        Reference goal = its.renewed() ? renewed : reference;
        EmbeddedProgram.Ended ended;
        try (Simulator server = workplace.server(FaultPlan.none(), its.seed(), its.renewed())) {
            EmbeddedProgram program = workplace.program(place, clock);
            ended = program.run(files.there() ? Workplace.resume(server) : Workplace.start(server));
        }
        check(ended.code() == 0, "the resume ends with " + ended.code() + ": " + ended.err());
        Map<String, JsonNode> after = files.last();
        check(after.keySet().containsAll(goal.trials().keySet()), "the resume loses trials");
        long open = after.values().stream().filter(line -> !goal.scored(line)).count();
        check(open == 0, "after the resume " + open + " trials have no score");
        // What was asked to choose a protocol counts once it is chosen, and may help to choose it before.
        long asked = files.lines().size() - (long) linesBefore;
        long had = before.values().stream().filter(goal::scored).count();
        long counted = before.values().stream()
                .filter(line -> goal.scored(line) && protocols.contains(RunFiles.protocol(line)))
                .count();
        int all = goal.trials().size();
        check(all - had <= asked && asked <= all - counted, "the resume asked " + asked + " trials, had " + counted);
        Map<String, JsonNode> cells = files.combinations();
        for (Map.Entry<String, JsonNode> each : goal.combinations().entrySet()) {
            JsonNode is = comparable(cells.get(each.getKey()));
            JsonNode wanted = comparable(each.getValue());
            check(is.equals(wanted), each.getKey() + " differs after the resume: " + is + " and not " + wanted);
        }
    }

    /** Where a fault has changed replies that count, the numbers of trials remain. */
    private JsonNode comparable(JsonNode cell) {
        return its.changes().isEmpty()
                ? cell
                : ((ObjectNode) cell.deepCopy()).retain("planned", "total", "missing", "status", "fingerprint");
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }
}
