package dev.matrix.scoring;

import dev.matrix.domain.Item;
import dev.matrix.domain.TokenLogprob;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The probability of each option's letter as the first generated token. A letter's probability is the sum over the tokens that are this letter after
 * removing a leading space or U+2581 and one of {@code ( * "}; case counts, since {@code a} is an article.
 *
 * <p>Only the most probable tokens are visible (usually 20). A letter that is not among them has at most the probability of the last of them, and at most
 * what all of them leave over. Servers report a probability of zero as the lowest float (-3.4e38), which is a visible zero.
 */
final class LetterProbabilities {

    private final double[] probabilities;
    private final double unseenBound;

    private LetterProbabilities(double[] probabilities, double unseenBound) {
        this.probabilities = probabilities;
        this.unseenBound = unseenBound;
    }

    /** Null when there is no log-probability at all. */
    static @Nullable LetterProbabilities of(List<TokenLogprob> generated, int options) {
        if (generated.isEmpty()) {
            return null;
        }
        TokenLogprob first = generated.stream()
                .filter(token -> !isBlank(token.token()))
                .findFirst()
                .orElse(generated.get(0));
        return of(first, options);
    }

    private static LetterProbabilities of(TokenLogprob token, int options) {
        double[] probabilities = new double[options];
        double visible = 0;
        double least = 1;
        boolean listed = false;
        for (TokenLogprob.Alternative alternative : token.top()) {
            double probability = probability(alternative.logprob());
            listed |= alternative.token().equals(token.token());
            visible += probability;
            least = Math.min(least, probability);
            add(alternative.token(), probability, probabilities);
        }
        if (!listed) {
            // A sampled token can lie outside the visible list.
            double probability = probability(token.logprob());
            visible += probability;
            add(token.token(), probability, probabilities);
        }
        return new LetterProbabilities(probabilities, Math.min(least, Math.max(0, 1 - visible)));
    }

    /** The position of the most probable letter, the first of equals; -1 when no letter was seen. */
    int best() {
        int best = -1;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0 && (best < 0 || probabilities[i] > probabilities[best])) {
                best = i;
            }
        }
        return best;
    }

    /** True when a letter that was not seen could be as probable as the best one. */
    boolean isAmbiguous() {
        int best = best();
        if (best < 0) {
            return false;
        }
        for (double probability : probabilities) {
            if (probability == 0 && unseenBound > 0 && unseenBound >= probabilities[best]) {
                return true;
            }
        }
        return false;
    }

    /** The probability of all letters together, in [0, 1]. */
    double mass() {
        double mass = 0;
        for (double probability : probabilities) {
            mass += probability;
        }
        return Math.min(1, mass);
    }

    /** The part of the letters' probability that lies on some of them; 0 when no letter was seen. */
    double share(Set<Integer> letters) {
        double all = 0;
        double chosen = 0;
        for (int i = 0; i < probabilities.length; i++) {
            all += probabilities[i];
            chosen += letters.contains(i) ? probabilities[i] : 0;
        }
        return all > 0 ? chosen / all : 0;
    }

    private static void add(String token, double probability, double[] probabilities) {
        String letter = bare(token);
        for (int i = 0; i < probabilities.length; i++) {
            if (letter.equals(Item.letter(i))) {
                probabilities[i] += probability;
            }
        }
    }

    private static String bare(String token) {
        String rest = token.startsWith(" ") || token.startsWith("\u2581") ? token.substring(1) : token;
        boolean decorated = !rest.isEmpty() && "(*\"".indexOf(rest.charAt(0)) >= 0;
        return decorated ? rest.substring(1) : rest;
    }

    private static boolean isBlank(String token) {
        return token.replace('\u2581', ' ').isBlank();
    }

    private static double probability(double logprob) {
        return Double.isNaN(logprob) ? 0 : Math.exp(Math.min(0, logprob));
    }
}
