package dev.matrix.app;

import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Reach;
import dev.matrix.store.CellResult;
import dev.matrix.store.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a run's results deserves a doubt, one sentence each: what {@code --strict} does not let pass. */
final class Doubts {

    private final Results results;

    Doubts(Results results) {
        this.results = results;
    }

    List<String> all() {
        List<String> doubts = new ArrayList<>(context());
        count(Outcome.FAILED, "the call brought no reply").ifPresent(doubts::add);
        all(results)
                .filter(each -> each.cell().status() == CellStatus.UNFINISHED)
                .findFirst()
                .ifPresent(first -> doubts.add("unfinished: not every trial was asked (first " + first.id() + ")"));
        results.metadata().reach().stream()
                .filter(finding -> finding.reach() == Reach.DROPPED || finding.reach() == Reach.DEFAULT_INJECTED)
                .forEach(finding -> doubts.add("reach: " + finding.personality() + " on " + finding.model() + " is "
                        + finding.reach().label()));
        return doubts;
    }

    /** Those of the matrix and its controls: a trial that is missing in either is a doubt. */
    private static Stream<Results.FlatCombination> all(Results results) {
        return Stream.concat(results.combinations().stream(), results.controlCombinations().stream());
    }

    /** What the limits on tokens did, each kind told apart. */
    List<String> context() {
        List<String> doubts = new ArrayList<>();
        count(Outcome.OVERFLOW, "the prompt did not fit into the context and the server said so; missing, not wrong")
                .ifPresent(doubts::add);
        count(Outcome.PROMPT_CUT, "the server cut the prompt without saying so; missing, not wrong")
                .ifPresent(doubts::add);
        count(Outcome.THINKING_ONLY, "thinking used up the tokens and no answer came; scored as not answered")
                .ifPresent(doubts::add);
        unseenContext().ifPresent(doubts::add);
        results.metadata().models().forEach(model -> emptyReplies(model).ifPresent(doubts::add));
        return doubts;
    }

    /** lm-eval is not told of a cut prompt, and its requests cannot name a context. */
    private Optional<String> unseenContext() {
        List<String> where = results.combinations().stream()
                .filter(each -> each.cell().lmEval() != null
                        && each.cell().lmEval().contextTokens() == null
                        && each.cell().total() > 0)
                .map(Results.FlatCombination::id)
                .toList();
        return where.isEmpty()
                ? Optional.empty()
                : Optional.of("context: of " + where.size() + (where.size() == 1 ? " combination" : " combinations")
                        + " asked by lm-eval it could not be seen whether the server cut prompts (first "
                        + where.get(0) + ")");
    }

    /** lm-eval keeps a reply's text alone: what only thought looks like what said nothing. */
    private Optional<String> emptyReplies(Results.ModelEntry model) {
        int empty = 0;
        int replies = 0;
        for (Results.FlatCombination each : results.combinations()) {
            Integer here = each.cell().emptyReplies();
            if (here != null && each.model().equals(model.name())) {
                empty += here;
                replies += replies(each.cell());
            }
        }
        return empty == 0
                ? Optional.empty()
                : Optional.of("empty: " + empty + " of " + replies + (replies == 1 ? " reply of " : " replies of ")
                        + model.name() + (empty == 1 ? " was" : " were") + " empty"
                        + (model.thinks() ? ", and it can think" : "")
                        + "; under lm-eval thinking that ate the budget cannot be told from no answer");
    }

    private static int replies(CellResult cell) {
        return Arrays.stream(Outcome.values())
                .filter(Outcome::scored)
                .mapToInt(outcome -> cell.outcomes().getOrDefault(outcome.label(), 0))
                .sum();
    }

    private Optional<String> count(Outcome outcome, String meaning) {
        int trials = 0;
        List<String> where = new ArrayList<>();
        for (Results.FlatCombination each : all(results).toList()) {
            int here = each.cell().outcomes().getOrDefault(outcome.label(), 0);
            if (here > 0) {
                trials += here;
                where.add(each.id());
            }
        }
        return where.isEmpty()
                ? Optional.empty()
                : Optional.of(outcome.label() + ": " + trials + (trials == 1 ? " trial" : " trials") + " in "
                        + where.size() + (where.size() == 1 ? " combination" : " combinations") + ": " + meaning
                        + " (first " + where.get(0) + ")");
    }
}
