package dev.matrix.app;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.store.RunStore;
import dev.matrix.store.StoredRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows single trials of a stored run: what was asked, what came back, what was read from it and why that is right or wrong. */
public final class ShowTrials {

    private final RunStore store;

    public ShowTrials(Runs runs) {
        this.store = runs.store();
    }

    /**
     * Which trials to show; null means any.
     *
     * @param wrong only scored trials that are not right
     * @param flips only items whose correctness differs from baseline's
     * @param most at most so many
     */
    public record Query(
            @Nullable String model,
            @Nullable String personality,
            @Nullable String benchmark,
            boolean wrong,
            boolean flips,
            int most) {

        boolean matches(Combination combination) {
            return (model == null || combination.model().name().equals(model))
                    && (personality == null || combination.personality().name().equals(personality))
                    && (benchmark == null || combination.benchmark().name().equals(benchmark));
        }
    }

    /**
     * One trial.
     *
     * @param benchmark its name as people see it
     * @param gold the right answer
     * @param calls the messages of each call, as they were sent
     * @param baselineCorrect baseline's result on the same item; null when there is none, and for baseline's own trials
     */
    public record View(
            Trial trial,
            String benchmark,
            Item item,
            String gold,
            List<List<Message>> calls,
            Score score,
            @Nullable Boolean baselineCorrect) {}

    /**
     * The trials found.
     *
     * @param more how many more match
     * @param warning which lines of the journal could not be read; empty when all could
     */
    public record Shown(List<View> views, int more, Optional<String> warning) {}

    /**
     * Finds the first trials that match, in plan order.
     *
     * @param run a run's name or path
     */
    public Shown show(String run, Query query) {
        StoredRun stored = store.read(run);
        StoredPlan plan = StoredPlan.of(stored);
        requireKnown("--model", query.model(), plan, each -> each.model().name());
        requireKnown(
                "--personality",
                query.personality(),
                plan,
                each -> each.personality().name());
        requireKnown(
                "--benchmark", query.benchmark(), plan, each -> each.benchmark().name());
        List<PlannedCombination> matching = plan.plan()
                .combinations()
                .filter(planned -> query.matches(planned.combination()))
                .toList();
        List<PlannedCombination> read = withBaselines(plan, matching);
        StoredTrials trials = new StoredTrials(stored, plan.keys(), read);
        StoredTrials.Scores scores = trials.scores();
        List<Found> found = new ArrayList<>();
        Set<StoredTrials.Slot> flipped =
                query.flips() ? new FlippedSlots(plan, read, scores.bySlot()).of(compared(matching, query)) : Set.of();
        for (PlannedCombination planned : matching) {
            found(planned, scores.bySlot())
                    .filter(each -> each.accepted(query, flipped))
                    .forEach(found::add);
        }
        List<Found> shown = found.subList(0, Math.min(query.most(), found.size()));
        Map<StoredTrials.Slot, Trial> replies =
                trials.trials(shown.stream().map(Found::slot).collect(Collectors.toSet()));
        List<View> views = shown.stream()
                .map(each -> view(plan, each, Objects.requireNonNull(replies.get(each.slot()))))
                .toList();
        return new Shown(views, found.size() - shown.size(), scores.warning());
    }

    private static void requireKnown(
            String option, @Nullable String name, StoredPlan plan, Function<Combination, String> names) {
        List<String> known = plan.plan()
                .combinations()
                .map(planned -> names.apply(planned.combination()))
                .distinct()
                .toList();
        if (name != null && !known.contains(name)) {
            throw MatrixException.usage(
                    option + ": the run has no '" + name + "'; it has " + String.join(", ", known) + ".");
        }
    }

    /** The combinations themselves, and the baselines that they are compared with. */
    private static List<PlannedCombination> withBaselines(StoredPlan plan, List<PlannedCombination> matching) {
        Set<String> ids = new HashSet<>();
        matching.forEach(planned -> {
            ids.add(planned.id());
            ids.add(baseline(planned.combination()).id());
        });
        return plan.plan()
                .combinations()
                .filter(planned -> ids.contains(planned.id()))
                .toList();
    }

    /** Baseline asked again is compared with itself when it is asked for by name; otherwise flips are those of personalities, as reports have them. */
    private static List<PlannedCombination> compared(List<PlannedCombination> matching, Query query) {
        return matching.stream()
                .filter(planned -> query.personality() != null
                        || !planned.combination().isControl())
                .toList();
    }

    static Combination baseline(Combination combination) {
        return new Combination(
                combination.model(), Personality.baseline(), combination.benchmark(), combination.setting());
    }

    /**
     * A trial that is there.
     *
     * @param baseline baseline's score on the same item and repeat; null when there is none
     */
    private record Found(
            Combination combination,
            Item item,
            StoredTrials.Slot slot,
            Score score,
            @Nullable Score baseline) {

        @Nullable
        Boolean baselineCorrect() {
            return (baseline == null || !baseline.scored()) ? null : baseline.correct();
        }

        boolean accepted(Query query, Set<StoredTrials.Slot> flipped) {
            boolean wrong = score.scored() && !score.correct();
            return (!query.wrong() || wrong) && (!query.flips() || flipped.contains(slot));
        }
    }

    private static Stream<Found> found(PlannedCombination planned, Map<StoredTrials.Slot, Score> scores) {
        String id = planned.id();
        String baseline = baseline(planned.combination()).id();
        List<Found> found = new ArrayList<>();
        for (Item item : planned.items()) {
            for (int repeat = 0; repeat < planned.repeats(); repeat++) {
                StoredTrials.Slot slot = new StoredTrials.Slot(id, item.id(), repeat);
                Score score = scores.get(slot);
                if (score != null) {
                    Score other =
                            id.equals(baseline) ? null : scores.get(new StoredTrials.Slot(baseline, item.id(), repeat));
                    found.add(new Found(planned.combination(), item, slot, score, other));
                }
            }
        }
        return found.stream();
    }

    private static View view(StoredPlan plan, Found found, Trial trial) {
        return new View(
                trial,
                plan.shownAs(found.combination().benchmark()),
                found.item(),
                gold(found.item()),
                calls(plan, found, trial),
                found.score(),
                found.baselineCorrect());
    }

    private static List<List<Message>> calls(StoredPlan plan, Found found, Trial trial) {
        Conversation conversation = plan.conversations()
                .conversation(
                        found.combination(),
                        found.item(),
                        trial.readBy(),
                        plan.keys().baseline(found.combination()));
        List<List<Message>> calls = new ArrayList<>();
        calls.add(conversation.messages());
        if (conversation instanceof Conversation.ReasonThenRead reasoned
                && trial.calls().size() > 1) {
            calls.add(reasoned.closing(trial.calls().get(0).reasoning()));
        }
        return calls;
    }

    /** The right answer for people. */
    private static String gold(Item item) {
        if (item.gold() instanceof Gold.Options options) {
            return options.correct().stream()
                    .map(place -> Item.letter(place) + " (" + item.options().get(place) + ")")
                    .collect(Collectors.joining(", "));
        }
        if (item.gold() instanceof Gold.Numeric number) {
            return number.value().toPlainString();
        }
        return String.join(" or ", ((Gold.Texts) item.gold()).accepted());
    }
}
