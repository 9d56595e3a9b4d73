package dev.matrix.simulator;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes up a model's mind about a question. Each pair of model and item has a fixed hidden difficulty, half of it shared by all models, uniform in [0, 1);
 * the model is right where the difficulty is below its skill plus the known effect of the system text plus the effect of reasoning (+0.06 on numbers, -0.04
 * on the rest). A little noise of the personality, and of the seed where the temperature is over 0, decides only items near that line, so most items are
 * decided alike under all personalities. Stateless.
 */
final class Mind {

    private static final double REASONING_ON_NUMBERS = 0.06;
    private static final double REASONING_ON_LETTERS = -0.04;
    private static final double PERSONALITY_NOISE = 0.05;
    private static final double TEMPERATURE_NOISE = 0.1;
    private static final double RAREST = 0.02;

    Choice decide(Question question, Listener listener) {
        Chance chance = Chance.of("mind")
                .with(listener.model().digest())
                .with(question.item().question());
        boolean right = difficulty(question, listener) < ability(question, listener);
        Gold gold = question.item().gold();
        if (gold instanceof Gold.Options options) {
            return letter(question, options, right, chance);
        }
        if (gold instanceof Gold.Numeric number) {
            return number(number.value(), right, chance);
        }
        return text(((Gold.Texts) gold).accepted(), right, chance);
    }

    private static double difficulty(Question question, Listener listener) {
        Chance item = Chance.of("difficulty").with(question.item().question());
        double mean = (item.unit() + item.with(listener.model().digest()).unit()) / 2;
        // The distribution function of a mean of two uniform numbers makes it uniform again.
        double uniform = mean < 0.5 ? 2 * mean * mean : 1 - 2 * (1 - mean) * (1 - mean);
        Chance condition =
                item.with(listener.model().digest()).with(listener.system()).with(listener.reasons() ? 1 : 0);
        double heat = Math.min(1, listener.temperature());
        return uniform
                + condition.around(PERSONALITY_NOISE)
                + condition.with(listener.seed()).around(TEMPERATURE_NOISE * heat);
    }

    private static double ability(Question question, Listener listener) {
        AnswerKind kind = question.benchmark().answer();
        double reasoning =
                !listener.reasons() ? 0 : kind == AnswerKind.NUMBER ? REASONING_ON_NUMBERS : REASONING_ON_LETTERS;
        double ability = listener.model().skillFor(kind) + listener.model().effect(listener.system()) + reasoning;
        return Math.max(RAREST, Math.min(1 - RAREST, ability));
    }

    private static Choice letter(Question question, Gold.Options gold, boolean right, Chance chance) {
        List<OptionLines.Line> lines = lines(question);
        List<OptionLines.Line> good = new ArrayList<>();
        List<OptionLines.Line> bad = new ArrayList<>();
        for (OptionLines.Line line : lines) {
            (isGood(question.item(), gold, line) ? good : bad).add(line);
        }
        List<OptionLines.Line> wanted = (right && !good.isEmpty()) || bad.isEmpty() ? good : bad;
        OptionLines.Line chosen = wanted.get(chance.with("chosen").below(wanted.size()));
        List<OptionLines.Line> others = new ArrayList<>(lines);
        others.remove(chosen);
        OptionLines.Line other =
                others.isEmpty() ? chosen : others.get(chance.with("other").below(others.size()));
        return new Choice(good.contains(chosen), chosen.letter(), chosen.text(), other.letter(), other.text(), lines);
    }

    private static boolean isGood(Item item, Gold.Options gold, OptionLines.Line line) {
        return gold.correct().stream()
                .anyMatch(place -> line.shows(item.options().get(place)));
    }

    /** The lettered lines after the question; the item's own order where a prompt shows none. */
    private static List<OptionLines.Line> lines(Question question) {
        List<OptionLines.Line> shown = OptionLines.after(question.turn(), question.at());
        List<String> options = question.item().options();
        if (shown.size() >= 2
                && shown.stream().anyMatch(line -> options.stream().anyMatch(line::shows))) {
            return shown;
        }
        List<OptionLines.Line> own = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            own.add(new OptionLines.Line(Item.letter(i), options.get(i)));
        }
        return own;
    }

    private static Choice number(BigDecimal gold, boolean right, Chance chance) {
        BigDecimal off = gold.add(BigDecimal.valueOf(1 + chance.with("off").below(9)));
        String good = gold.toPlainString();
        String bad = off.toPlainString();
        return right
                ? new Choice(true, good, good, bad, bad, List.of())
                : new Choice(false, bad, bad, good, good, List.of());
    }

    private static Choice text(List<String> accepted, boolean right, Chance chance) {
        String good = accepted.get(chance.below(accepted.size()));
        String bad = "something else";
        return right
                ? new Choice(true, good, good, bad, bad, List.of())
                : new Choice(false, bad, bad, good, good, List.of());
    }
}
