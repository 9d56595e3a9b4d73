package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Flips;
import dev.matrix.domain.Call;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import dev.matrix.report.RunReport;
import dev.matrix.report.RunReport.Flip;
import dev.matrix.report.RunReport.Question;
import dev.matrix.report.RunReport.Reply;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.StoredRun;
import dev.matrix.store.UnreadableLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was said in the trials that analysis names as flips, here and in baseline. Only the beginnings of so many replies are held as a report can show, from all
 * cells alike, so that a long journal fits into memory.
 */
final class FlippedReplies {

    /** Flips whose replies are held: more than fit into a report unless they are very short. */
    private static final int WITH_TEXT = 50_000;

    private final StoredRun run;
    private final ScoreBoard board;
    private final JournalState state;
    private final Scorer scorer = new Scorer();

    /** @param state says which lines of the run's journal count */
    FlippedReplies(StoredRun run, ScoreBoard board, JournalState state) {
        this.run = run;
        this.board = board;
        this.state = state;
    }

    /** What they are, in plan order, and the items that they belong to. */
    record Found(List<Question> questions, List<Flip> flips) {}

    /** Whose reply it is, to which item. */
    private record Place(Combination combination, Item item) {}

    /** A flip with the two trials that it is told from, where its texts are. */
    private record Pair(
            CellKey key,
            Flips.Trial flip,
            Item item,
            @Nullable Slots slots) {}

    private record Slots(StoredTrials.Slot own, StoredTrials.Slot baseline) {}

    /**
     * Finds what was said in them; reads the journal once.
     *
     * @param flips those that analysis names
     */
    Found find(List<Flips> flips) {
        Map<StoredTrials.Slot, Place> places = new HashMap<>();
        List<Pair> pairs = pairs(flips, places);
        Map<StoredTrials.Slot, Reply> replies = replies(places);
        Map<List<String>, Question> questions = new LinkedHashMap<>();
        List<Flip> found = new ArrayList<>();
        for (Pair pair : pairs) {
            Slots slots = pair.slots();
            Reply own = slots == null ? null : replies.get(slots.own());
            Reply baseline = slots == null ? null : replies.get(slots.baseline());
            if (slots == null || (own != null && baseline != null)) {
                String benchmark = pair.key().benchmark();
                questions.computeIfAbsent(
                        List.of(benchmark, pair.item().id()), unseen -> question(benchmark, pair.item()));
                Flips.Trial flip = pair.flip();
                found.add(new Flip(pair.key(), flip.item(), flip.repeat(), flip.won(), own, baseline));
            }
        }
        return new Found(List.copyOf(questions.values()), found);
    }

    /** @param places takes the trials whose replies are needed */
    private List<Pair> pairs(List<Flips> flips, Map<StoredTrials.Slot, Place> places) {
        Map<CellKey, ScoreCell> cells = new HashMap<>();
        board.matrix().forEach(cell -> cells.put(CellKey.of(cell.combination()), cell));
        Map<String, Map<String, Item>> items = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        int depth = depth(flips);
        for (Flips each : flips) {
            int place = 0;
            ScoreCell own = Objects.requireNonNull(cells.get(each.key()));
            ScoreCell baseline = Objects.requireNonNull(cells.get(each.key().with(Personality.BASELINE)));
            Map<String, Item> its = items.computeIfAbsent(each.key().benchmark(), name -> byId(own));
            for (Flips.Trial flip : each.trials()) {
                Item item = Objects.requireNonNull(its.get(flip.item()));
                Slots slots = place++ < depth ? new Slots(slot(own, flip), slot(baseline, flip)) : null;
                if (slots != null) {
                    places.put(slots.own(), new Place(own.combination(), item));
                    places.put(slots.baseline(), new Place(baseline.combination(), item));
                }
                pairs.add(new Pair(each.key(), flip, item, slots));
            }
        }
        return pairs;
    }

    /** Of so many flips of each cell the replies are held: as many as can be. */
    private static int depth(List<Flips> flips) {
        int depth = flips.stream().mapToInt(each -> each.trials().size()).max().orElse(0);
        while (depth > 0 && held(flips, depth) > WITH_TEXT) {
            depth = Math.min(depth - 1, depth * 9 / 10);
        }
        return depth;
    }

    private static long held(List<Flips> flips, int depth) {
        return flips.stream()
                .mapToLong(each -> Math.min(each.trials().size(), depth))
                .sum();
    }

    private static Map<String, Item> byId(ScoreCell cell) {
        Map<String, Item> byId = new HashMap<>();
        cell.planned().items().forEach(item -> byId.put(item.id(), item));
        return byId;
    }

    private static StoredTrials.Slot slot(ScoreCell cell, Flips.Trial flip) {
        return new StoredTrials.Slot(cell.planned().id(), flip.item(), flip.repeat());
    }

    private Map<StoredTrials.Slot, Reply> replies(Map<StoredTrials.Slot, Place> places) {
        Map<StoredTrials.Slot, Reply> replies = new HashMap<>();
        UnreadableLines unused = run.forEachTrial(trial -> {
            StoredTrials.Slot slot = new StoredTrials.Slot(trial.combinationId(), trial.item(), trial.repeat());
            Place place = places.get(slot);
            if (place != null && state.counts(trial)) {
                replies.put(slot, reply(place, trial));
            }
        });
        return replies;
    }

    private Reply reply(Place place, Trial trial) {
        Score score = scorer.score(place.combination().benchmark(), place.item(), trial);
        String text = trial.calls().stream().map(Call::reasoning).collect(Collectors.joining("\n\n"));
        return new Reply(beginning(text), score.reading());
    }

    /** One character more than is shown, so that a cut is seen as one. */
    private static String beginning(String text) {
        int most = RunReport.REPLY_CHARACTERS + 1;
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    private static Question question(String benchmark, Item item) {
        StringBuilder text = new StringBuilder(item.question());
        for (int i = 0; i < item.options().size(); i++) {
            text.append('\n')
                    .append(Item.letter(i))
                    .append(". ")
                    .append(item.options().get(i));
        }
        return new Question(benchmark, item.id(), text.toString(), gold(item));
    }

    private static String gold(Item item) {
        if (item.gold() instanceof Gold.Options options) {
            return options.correct().stream().map(Item::letter).collect(Collectors.joining(", "));
        }
        if (item.gold() instanceof Gold.Numeric number) {
            return number.value().toPlainString();
        }
        return String.join(" or ", ((Gold.Texts) item.gold()).accepted());
    }
}
