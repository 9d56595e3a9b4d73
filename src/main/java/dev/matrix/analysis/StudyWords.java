package dev.matrix.analysis;

import dev.matrix.domain.Shard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A study in sentences, the same for the terminal, for HTML and for Markdown: what helped, what hurt, where a difference that matters is ruled out, and what
 * cannot be told and what that would take. Names in them come from models and files and are to be made safe by whoever shows them.
 */
public final class StudyWords {

    private static final int NAMED = 6;

    private final Study study;
    private final boolean settings;

    public StudyWords(Study study) {
        this.study = study;
        this.settings = study.data().cells().stream()
                        .map(cell -> cell.key().setting())
                        .distinct()
                        .count()
                > 1;
    }

    /**
     * A sentence.
     *
     * @param verdict what it tells of; null when of something else
     */
    public record Sentence(@Nullable Verdict verdict, String text) {}

    /** All sentences, the most important first; empty when nothing was compared. */
    public List<String> sentences() {
        return told().stream().map(Sentence::text).toList();
    }

    /** The same with what each tells of. */
    public List<Sentence> told() {
        List<Sentence> all = new ArrayList<>();
        provisional().forEach(text -> all.add(new Sentence(null, text)));
        if (study.family() > 0) {
            all.addAll(effectSentences());
            noDifference().forEach(text -> all.add(new Sentence(Verdict.NO_DIFFERENCE, text)));
            undecided().forEach(text -> all.add(new Sentence(Verdict.UNDECIDED, text)));
        }
        notCompared().forEach(text -> all.add(new Sentence(null, text)));
        controls().forEach(text -> all.add(new Sentence(null, text)));
        if (study.family() > 0) {
            all.add(new Sentence(null, method()));
        }
        return all;
    }

    /** A shard's own family is smaller than the run's, so what is decided in it may be undecided in the whole. */
    private List<String> provisional() {
        Shard shard = study.data().settings().shard();
        return shard == null
                ? List.of()
                : List.of("This is shard " + shard.index() + " of " + shard.count()
                        + " of a run: what it says is corrected for its own comparisons alone and is provisional until"
                        + " 'matrix merge' has put all shards together.");
    }

    /** What helps and then what hurts, one sentence each, the largest of each first; one sentence that says so when nothing does. */
    public List<String> effects() {
        return effectSentences().stream().map(Sentence::text).toList();
    }

    private List<Sentence> effectSentences() {
        List<Comparison> effects = study.primary().stream()
                .filter(comparison -> comparison.verdict().isEffect())
                .sorted(Comparator.comparing(Comparison::verdict)
                        .thenComparing(comparison -> -Math.abs(comparison.difference())))
                .toList();
        if (effects.isEmpty()) {
            return study.family() == 0
                    ? List.of()
                    : List.of(new Sentence(
                            null,
                            "No personality was shown to help or to hurt"
                                    + (study.family() == 1
                                            ? "."
                                            : " in " + study.family() + " comparisons with baseline.")));
        }
        return effects.stream()
                .map(comparison -> new Sentence(comparison.verdict(), effect(comparison)))
                .toList();
    }

    private String effect(Comparison comparison) {
        String verb = comparison.verdict() == Verdict.HELPS ? " helps " : " hurts ";
        return comparison.key().personality() + verb + comparison.key().model() + " on "
                + benchmark(comparison.key()) + ": " + Points.signed(comparison.difference()) + " points ("
                + interval(comparison) + ", " + items(comparison.compared()) + ")"
                + (comparison.note() == null ? "" : "; " + comparison.note()) + ".";
    }

    private static String interval(Comparison comparison) {
        return percent(comparison.adjustedConfidence()) + " interval " + Points.range(comparison.adjusted());
    }

    private static String percent(double confidence) {
        return String.format(Locale.ROOT, "%.4g", 100 * confidence).replaceAll("\\.?0+$", "") + " %";
    }

    /** Where a difference that matters is ruled out: one sentence, or none. */
    public List<String> noDifference() {
        List<Comparison> ruledOut = with(Verdict.NO_DIFFERENCE);
        if (ruledOut.isEmpty()) {
            return List.of();
        }
        String named = ruledOut.size() > NAMED ? "" : ": " + names(ruledOut);
        return List.of("No difference of " + sesoi() + " or more in " + of(ruledOut.size()) + named + ".");
    }

    /** What cannot be told and why: a sentence for too few items and one for the noise floor of the control. */
    public List<String> undecided() {
        List<Comparison> open = with(Verdict.UNDECIDED);
        List<String> sentences = new ArrayList<>();
        List<Comparison> tooFew = open.stream()
                .filter(comparison -> comparison.itemsNeeded() != null)
                .toList();
        if (!tooFew.isEmpty()) {
            sentences.add(tooFewItems(tooFew));
        }
        List<Comparison> noise = open.stream()
                .filter(comparison -> comparison.itemsNeeded() == null)
                .toList();
        if (!noise.isEmpty()) {
            sentences.add(undecided(noise)
                    + "; the test tells a difference, but asking baseline twice changes as much (the noise"
                    + " floor), so that no effect is called.");
        }
        return sentences;
    }

    private String undecided(List<Comparison> open) {
        return "Undecided: " + of(open.size()) + (open.size() > NAMED ? "" : " (" + names(open) + ")");
    }

    private String tooFewItems(List<Comparison> open) {
        IntSummaryStatistics had = open.stream().mapToInt(Comparison::compared).summaryStatistics();
        IntSummaryStatistics needed = open.stream()
                .filter(comparison -> Objects.requireNonNullElse(comparison.itemsNeeded(), 0) > comparison.compared())
                .mapToInt(comparison -> Objects.requireNonNullElse(comparison.itemsNeeded(), 0))
                .summaryStatistics();
        if (needed.getCount() == 0) {
            return undecided(open) + "; there were items enough to find a difference of " + sesoi()
                    + " in 80 of 100 runs, but too few to rule one out.";
        }
        return undecided(open) + "; at the discordance seen, " + sesoi() + " need " + range(needed)
                + " items a comparison" + moreItems() + ", and there were " + range(had) + ".";
    }

    private String moreItems() {
        return study.data().settings().optionalStopping()
                ? " by a test at a fixed end (the data deciding when to stop, " + StoppingPrice.words() + ")"
                : "";
    }

    private List<String> notCompared() {
        Map<String, List<NotCompared>> byReason = new LinkedHashMap<>();
        study.notCompared()
                .forEach(each -> byReason.computeIfAbsent(each.reason(), reason -> new ArrayList<>())
                        .add(each));
        List<String> sentences = new ArrayList<>();
        byReason.forEach((reason, cells) -> sentences.add(
                cells.size() == 1
                        ? "Not compared: " + cells.get(0).key().id() + ", because " + reason + "."
                        : "Not compared: " + cells.size() + " combinations, because " + reason + " (first "
                                + cells.get(0).key().id() + ")."));
        return sentences;
    }

    private List<String> controls() {
        List<ControlFinding> controls = study.controls();
        List<String> sentences = new ArrayList<>();
        List<ControlFinding> flipping =
                controls.stream().filter(control -> !control.reproducible()).toList();
        if (!flipping.isEmpty()) {
            double largest =
                    flipping.stream().mapToDouble(ControlFinding::floor).max().orElse(0);
            double rate = flipping.stream()
                    .mapToDouble(ControlFinding::flipRate)
                    .max()
                    .orElse(0);
            sentences.add("Asked twice, baseline changes on up to " + Points.share(rate) + " % of the items in "
                    + flipping.size() + " of " + controls.size()
                    + (controls.size() == 1 ? " control" : " controls") + "; differences up to "
                    + Points.size(largest) + " there are noise.");
        }
        int same = controls.size() - flipping.size();
        if (same > 0) {
            sentences.add("Asked twice, baseline is reproducible in " + same + " of " + controls.size()
                    + (controls.size() == 1 ? " control" : " controls")
                    + ": no item changed, which does not mean that there is no noise.");
        }
        return sentences;
    }

    private String method() {
        StudySettings fixed = study.data().settings();
        String stopping = fixed.optionalStopping()
                ? "; their tests and intervals hold although the data decided when to stop"
                : "";
        return "Corrected for " + study.family() + (study.family() == 1 ? " comparison" : " comparisons")
                + " (Holm, alpha " + fixed.alpha() + ")" + stopping + ".";
    }

    private List<Comparison> with(Verdict verdict) {
        return study.primary().stream()
                .filter(comparison -> comparison.verdict() == verdict)
                .toList();
    }

    private String of(int some) {
        return some + " of " + study.family() + (study.family() == 1 ? " comparison" : " comparisons");
    }

    private String names(Collection<Comparison> comparisons) {
        return String.join(
                ", ",
                comparisons.stream()
                        .map(comparison -> comparison.key().personality() + " with "
                                + comparison.key().model() + " on " + benchmark(comparison.key()) + " "
                                + Points.signed(comparison.difference()))
                        .toList());
    }

    private String benchmark(CellKey key) {
        return study.data().benchmark(key.benchmark()).shownAs() + (settings ? " at " + key.setting() : "");
    }

    private String sesoi() {
        return Points.size(study.data().settings().sesoi());
    }

    private static String items(int count) {
        return count + (count == 1 ? " item" : " items");
    }

    private static String range(IntSummaryStatistics counts) {
        return counts.getMin() == counts.getMax()
                ? Integer.toString(counts.getMin())
                : counts.getMin() + " to " + counts.getMax();
    }
}
