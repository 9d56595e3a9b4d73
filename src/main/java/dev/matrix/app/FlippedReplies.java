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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a run that are right where baseline's is wrong, or the reverse, with what was said in both. Only the beginnings of so many replies are held as
 * a report can show, from all cells alike, so that a long journal fits into memory.
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

    /** A cell whose answers differ from baseline's in these trials. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(ScoreCell own, ScoreCell baseline, int[] slots) {

        Item item(int slot) {
            return own.planned().items().get(slot / own.planned().repeats());
        }

        int repeat(int slot) {
            return slot % own.planned().repeats();
        }

        boolean won(int slot) {
            return correct(own, slot).orElse(false);
        }
    }

    private static Optional<Boolean> correct(ScoreCell cell, int slot) {
        int repeats = cell.planned().repeats();
        return cell.scores().correct(slot / repeats, slot % repeats);
    }

    /** The replies that are looked for in one cell, by slot; null until they are found. */
    private record Wanted(ScoreCell cell, Map<Integer, @Nullable Reply> replies) {}

    /** Finds them; reads the journal once. */
    Found find() {
        List<Pair> pairs =
                board.cells().stream().flatMap(cell -> pair(cell).stream()).toList();
        int depth = depth(pairs);
        Map<String, Wanted> replies = replies(pairs, depth);
        Map<List<String>, Question> questions = new LinkedHashMap<>();
        List<Flip> flips = new ArrayList<>();
        for (Pair pair : pairs) {
            Combination its = pair.own().combination();
            String benchmark = its.benchmark().name();
            CellKey key = key(its);
            for (int flip = 0; flip < pair.slots().length; flip++) {
                int slot = pair.slots()[flip];
                Reply own = reply(replies, pair.own(), slot);
                Reply baseline = reply(replies, pair.baseline(), slot);
                boolean found = own != null && baseline != null;
                if (found || flip >= depth) {
                    Item item = pair.item(slot);
                    questions.computeIfAbsent(List.of(benchmark, item.id()), unseen -> question(benchmark, item));
                    flips.add(new Flip(
                            key,
                            item.id(),
                            pair.repeat(slot),
                            pair.won(slot),
                            found ? own : null,
                            found ? baseline : null));
                }
            }
        }
        return new Found(List.copyOf(questions.values()), flips);
    }

    private Optional<Pair> pair(ScoreCell cell) {
        Combination its = cell.combination();
        Optional<ScoreCell> baseline = its.personality().isBaseline()
                ? Optional.empty()
                : board.cell(new Combination(its.model(), Personality.baseline(), its.benchmark(), its.setting()));
        return baseline.map(other -> new Pair(
                cell,
                other,
                IntStream.range(0, cell.planned().trials())
                        .filter(slot -> differs(correct(cell, slot), correct(other, slot)))
                        .toArray()));
    }

    private static boolean differs(Optional<Boolean> here, Optional<Boolean> there) {
        return here.isPresent() && there.isPresent() && !here.equals(there);
    }

    /** Of so many flips of each cell the replies are held: as many as can be. */
    private static int depth(List<Pair> pairs) {
        int longest = pairs.stream().mapToInt(pair -> pair.slots().length).max().orElse(0);
        int depth = longest;
        while (depth > 0 && held(pairs, depth) > WITH_TEXT) {
            depth = Math.min(depth - 1, depth * 9 / 10);
        }
        return depth;
    }

    private static long held(List<Pair> pairs, int depth) {
        return pairs.stream()
                .mapToLong(pair -> Math.min(pair.slots().length, depth))
                .sum();
    }

    private Map<String, Wanted> replies(List<Pair> pairs, int depth) {
        Map<String, Wanted> wanted = new HashMap<>();
        for (Pair pair : pairs) {
            IntStream.of(pair.slots()).limit(depth).forEach(slot -> {
                want(wanted, pair.own()).replies().put(slot, null);
                want(wanted, pair.baseline()).replies().put(slot, null);
            });
        }
        UnreadableLines unused = run.forEachTrial(trial -> {
            Wanted its = wanted.get(trial.combinationId());
            int slot = its == null ? -1 : its.cell().slot(trial);
            if (its != null && its.replies().containsKey(slot) && state.counts(trial)) {
                its.replies().put(slot, reply(its.cell(), slot, trial));
            }
        });
        return wanted;
    }

    private static Wanted want(Map<String, Wanted> wanted, ScoreCell cell) {
        return wanted.computeIfAbsent(cell.planned().id(), id -> new Wanted(cell, new HashMap<>()));
    }

    private static @Nullable Reply reply(Map<String, Wanted> found, ScoreCell cell, int slot) {
        Wanted its = found.get(cell.planned().id());
        return its == null ? null : its.replies().get(slot);
    }

    private Reply reply(ScoreCell cell, int slot, Trial trial) {
        Item item = cell.planned().items().get(slot / cell.planned().repeats());
        Score score = scorer.score(cell.combination().benchmark(), item, trial);
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
