package dev.matrix.app;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.RunStore;
import dev.matrix.store.StoredRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows single trials of a stored run: what was asked, what came back, what was read from it and why that is right or wrong. */
public final class ShowTrials {

    private final RunStore store;
    private final Scorer scorer = new Scorer();

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
     * @param calls the messages of each call, as they were sent
     * @param baselineCorrect baseline's result on the same item; null when there is none
     */
    public record View(
            Trial trial,
            Item item,
            String gold,
            List<List<Message>> calls,
            Score score,
            @Nullable Boolean baselineCorrect) {}

    /** The trials found, and how many more match. */
    public record Shown(List<View> views, int more) {}

    public Shown show(String run, Query query) {
        StoredRun stored = store.read(run);
        StoredPlan plan = StoredPlan.of(stored);
        Map<String, Map<String, Trial>> trials = trials(stored, plan, query);
        List<View> views = new ArrayList<>();
        int more = 0;
        for (PlannedCombination planned : plan.plan().combinations().toList()) {
            if (!query.matches(planned.combination())) {
                continue;
            }
            for (View view : views(plan, planned, trials, query)) {
                if (views.size() < query.most()) {
                    views.add(view);
                } else {
                    more++;
                }
            }
        }
        return new Shown(views, more);
    }

    /** The valid trials of the combinations that matter, last line first; baselines are kept beside them for flips. */
    private static Map<String, Map<String, Trial>> trials(StoredRun stored, StoredPlan plan, Query query) {
        PlannedKeys keys = plan.keys();
        Map<String, Combination> wanted = new HashMap<>();
        Map<String, Map<String, Item>> items = new HashMap<>();
        plan.items()
                .forEach((benchmark, set) -> items.put(
                        benchmark,
                        set.items().stream()
                                .collect(Collectors.toMap(Item::id, item -> item, (first, second) -> first))));
        Predicate<Combination> needed = combination -> query.matches(combination)
                || (combination.personality().isBaseline()
                        && (query.model() == null || combination.model().name().equals(query.model())));
        plan.plan()
                .combinations()
                .map(PlannedCombination::combination)
                .filter(needed)
                .forEach(combination -> wanted.put(combination.id(), combination));
        Map<String, Map<String, Trial>> found = new HashMap<>();
        stored.forEachTrial(trial -> {
            Combination combination = wanted.get(trial.combination());
            Item item = combination == null
                    ? null
                    : items.getOrDefault(combination.benchmark().name(), Map.of())
                            .get(trial.item());
            if (combination != null
                    && item != null
                    && keys.key(combination, item, trial.repeat()).equals(Optional.of(trial.key()))) {
                found.computeIfAbsent(trial.combination(), id -> new HashMap<>())
                        .put(trial.item() + '\u0000' + trial.repeat(), trial);
            }
        });
        return found;
    }

    private List<View> views(
            StoredPlan plan, PlannedCombination planned, Map<String, Map<String, Trial>> trials, Query query) {
        Combination combination = planned.combination();
        String baseline = new Combination(
                        combination.model(), Personality.baseline(), combination.benchmark(), combination.setting())
                .id();
        List<View> views = new ArrayList<>();
        for (Item item : planned.items()) {
            for (int repeat = 0; repeat < planned.repeats(); repeat++) {
                String slot = item.id() + '\u0000' + repeat;
                Trial trial = trials.getOrDefault(planned.id(), Map.of()).get(slot);
                if (trial == null) {
                    continue;
                }
                Trial other = trials.getOrDefault(baseline, Map.of()).get(slot);
                View view = view(plan, combination, item, trial, other);
                if (accepted(view, query)) {
                    views.add(view);
                }
            }
        }
        return views;
    }

    private static boolean accepted(View view, Query query) {
        if (query.wrong() && (!view.score().scored() || view.score().correct())) {
            return false;
        }
        return !query.flips()
                || (view.baselineCorrect() != null
                        && view.score().scored()
                        && view.baselineCorrect() != view.score().correct());
    }

    private View view(StoredPlan plan, Combination combination, Item item, Trial trial, @Nullable Trial baseline) {
        Score other = baseline == null ? null : scorer.score(combination.benchmark(), item, baseline);
        return new View(
                trial,
                item,
                gold(item),
                calls(plan, combination, item, trial),
                scorer.score(combination.benchmark(), item, trial),
                (other == null || !other.scored()) ? null : other.correct());
    }

    private static List<List<Message>> calls(StoredPlan plan, Combination combination, Item item, Trial trial) {
        Conversation conversation = plan.conversations()
                .conversation(combination, item, trial.readBy(), plan.keys().baseline(combination));
        List<List<Message>> calls = new ArrayList<>();
        calls.add(conversation.messages());
        if (conversation instanceof Conversation.ReasonThenRead reasoned
                && trial.calls().size() > 1) {
            calls.add(reasoned.closing(trial.calls().get(0).text()));
        }
        return calls;
    }

    /** The right answer for people. */
    static String gold(Item item) {
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

    /** The calls of a trial by name, for JSON. */
    public static Map<String, Object> fields(View view) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("combination", view.trial().combination());
        fields.put("item", view.item().id());
        fields.put("repeat", view.trial().repeat());
        fields.put("question", view.item().question());
        fields.put("gold", view.gold());
        fields.put("calls", view.calls());
        fields.put(
                "replies",
                view.trial().calls().stream().map(call -> call.text()).toList());
        fields.put("outcome", view.score().outcome().label());
        fields.put("reading", view.score().reading());
        fields.put("strict_reading", view.score().strictReading());
        fields.put("correct", view.score().scored() ? view.score().correct() : null);
        fields.put("baseline_correct", view.baselineCorrect());
        return fields;
    }
}
