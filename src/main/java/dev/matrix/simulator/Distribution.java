package dev.matrix.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The most probable tokens at one place, most probable first, with natural logarithms of their probabilities. Letters stand in several spellings, as real
 * vocabularies have them. Immutable.
 *
 * @param entries more than anybody can ask for
 */
record Distribution(List<Entry> entries) {

    /** The logarithm that stands for probability 0 on the wire. */
    static final double IMPOSSIBLE = -3.4028234663852886e38;

    private static final double LOW_MASS = 0.2;
    private static final double USUAL_SHARE = 0.92;
    private static final double OTHER_SPACE_SHARE = 0.05;
    private static final List<String> WORDS = List.of(
            "The", "I", "Answer", "Based", "It", "To", "**", "Option", "This", "\n", "In", "Let", "a", "Correct", "We",
            "None", "My", "That", "For", "As", "Given", "Well", "Both", "You");

    Distribution {
        entries = List.copyOf(entries);
    }

    /** At the place of a lettered answer: the chosen letter leads among the letters, and the letters together have the model's letter mass. */
    static Distribution letters(Choice choice, SimulatedModel model, Set<Mode> modes, Chance chance) {
        double mass = modes.contains(Mode.LOW_LETTER_MASS) ? LOW_MASS : model.letterMass();
        boolean space = modes.contains(Mode.TOKENIZER_SPACE);
        double lead = 0.52 + 0.43 * chance.with("lead").unit();
        double rest = 0;
        for (OptionLines.Line line : choice.options()) {
            rest += line.letter().equals(choice.answer()) ? 0 : weight(chance, line.letter());
        }
        List<Weighted> weights = new ArrayList<>();
        for (OptionLines.Line line : choice.options()) {
            String letter = line.letter();
            double share = letter.equals(choice.answer()) ? lead : (1 - lead) * weight(chance, letter) / rest;
            spell(weights, letter, mass * share, space);
        }
        words(weights, 1 - mass, chance);
        return of(weights);
    }

    /** At any other place: the token leads. */
    static Distribution plain(String token, Chance chance) {
        List<Weighted> weights = new ArrayList<>();
        double lead = 0.55 + 0.4 * chance.with("lead").unit();
        weights.add(new Weighted(token, lead));
        words(weights, 1 - lead, chance);
        return of(weights);
    }

    Entry top() {
        return entries.get(0);
    }

    private static double weight(Chance chance, String letter) {
        return 0.05 + chance.with("letter").with(letter).unit();
    }

    private static void spell(List<Weighted> weights, String letter, double probability, boolean space) {
        weights.add(new Weighted(space ? " " + letter : letter, probability * USUAL_SHARE));
        weights.add(new Weighted(space ? letter : " " + letter, probability * OTHER_SPACE_SHARE));
        weights.add(new Weighted("(" + letter, probability * (1 - USUAL_SHARE - OTHER_SPACE_SHARE)));
    }

    /** Words share what is left: each the half of what remains, so that their order is that of the list. */
    private static void words(List<Weighted> weights, double mass, Chance chance) {
        double left = mass;
        int start = chance.with("words").below(3);
        for (int i = start; i < WORDS.size(); i++) {
            left /= 2;
            weights.add(new Weighted(WORDS.get(i), left));
        }
    }

    private static Distribution of(List<Weighted> weights) {
        return new Distribution(weights.stream()
                .sorted(Comparator.comparingDouble(Weighted::probability).reversed())
                .map(weight -> new Entry(weight.token(), logarithm(weight.probability())))
                .toList());
    }

    private static double logarithm(double probability) {
        return probability <= 0 ? IMPOSSIBLE : Math.log(probability);
    }

    /** A token with the logarithm of its probability. */
    record Entry(String token, double logprob) {}

    private record Weighted(String token, double probability) {}
}
