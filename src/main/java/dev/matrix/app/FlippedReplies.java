package dev.matrix.app;

import dev.matrix.analysis.CellKey;
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
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The trials of a run that are right where baseline's is wrong, or the reverse, with what was said in both. Only the beginning of a reply is held, so that a
 * long journal fits into memory.
 */
final class FlippedReplies {

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

    /** One trial of a cell. */
    private record Place(ScoreCell cell, int item, int repeat) {

        StoredTrials.Slot slot() {
            return new StoredTrials.Slot(cell.planned().id(), asked().id(), repeat);
        }

        Item asked() {
            return cell.planned().items().get(item);
        }

        Optional<Boolean> correct() {
            return cell.scores().correct(item, repeat);
        }
    }

    private record Pair(Place own, Place baseline) {

        boolean differs() {
            Optional<Boolean> here = own.correct();
            Optional<Boolean> there = baseline.correct();
            return here.isPresent() && there.isPresent() && !here.equals(there);
        }

        boolean won() {
            return own.correct().orElse(false);
        }
    }

    /** Finds them; reads the journal once. */
    Found find() {
        List<Pair> pairs =
                board.cells().stream().flatMap(cell -> pairs(cell).stream()).toList();
        Map<StoredTrials.Slot, Reply> replies = replies(pairs);
        Map<List<String>, Question> questions = new LinkedHashMap<>();
        List<Flip> flips = new ArrayList<>();
        for (Pair pair : pairs) {
            Reply own = replies.get(pair.own().slot());
            Reply baseline = replies.get(pair.baseline().slot());
            if (own != null && baseline != null) {
                Combination its = pair.own().cell().combination();
                Item item = pair.own().asked();
                questions.computeIfAbsent(
                        List.of(its.benchmark().name(), item.id()),
                        unseen -> question(its.benchmark().name(), item));
                flips.add(new Flip(key(its), item.id(), pair.own().repeat(), pair.won(), own, baseline));
            }
        }
        return new Found(List.copyOf(questions.values()), flips);
    }

    private List<Pair> pairs(ScoreCell cell) {
        Combination its = cell.combination();
        Optional<ScoreCell> baseline = its.personality().isBaseline()
                ? Optional.empty()
                : board.cell(new Combination(its.model(), Personality.baseline(), its.benchmark(), its.setting()));
        List<Pair> pairs = new ArrayList<>();
        baseline.ifPresent(other -> {
            int repeats = cell.planned().repeats();
            for (int trial = 0; trial < cell.planned().trials(); trial++) {
                Place own = new Place(cell, trial / repeats, trial % repeats);
                Pair pair = new Pair(own, new Place(other, own.item(), own.repeat()));
                if (pair.differs()) {
                    pairs.add(pair);
                }
            }
        });
        return pairs;
    }

    private Map<StoredTrials.Slot, Reply> replies(List<Pair> pairs) {
        Map<StoredTrials.Slot, Place> wanted = new HashMap<>();
        for (Pair pair : pairs) {
            wanted.put(pair.own().slot(), pair.own());
            wanted.put(pair.baseline().slot(), pair.baseline());
        }
        Map<StoredTrials.Slot, Reply> replies = new HashMap<>();
        UnreadableLines unused = run.forEachTrial(trial -> {
            StoredTrials.Slot slot = new StoredTrials.Slot(trial.combination(), trial.item(), trial.repeat());
            Place place = wanted.get(slot);
            if (place != null && state.counts(trial)) {
                replies.put(place.slot(), reply(place, trial));
            }
        });
        return replies;
    }

    private Reply reply(Place place, Trial trial) {
        Score score = scorer.score(place.cell().combination().benchmark(), place.asked(), trial);
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

    private static CellKey key(Combination combination) {
        return new CellKey(
                combination.model().name(),
                combination.personality().name(),
                combination.benchmark().name(),
                combination.setting().id());
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
