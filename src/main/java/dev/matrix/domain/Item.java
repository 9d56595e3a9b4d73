package dev.matrix.domain;

import java.util.List;
import java.util.Map;

/**
 * One question of a benchmark, ready to be asked: options stand in the order in which they are shown.
 *
 * @param id unique in its benchmark and stable between runs
 * @param stratum the group that sampling interleaves, e.g. the subject; empty when there is none
 * @param question the text of the question
 * @param options option texts in displayed order; empty when the answer is not a letter
 * @param optionOrder for each displayed option its position in the source, 0-based
 * @param gold the right answer, by displayed order
 * @param fields further template variables, e.g. {@code subject}, {@code solution}
 * @param hash SHA-256 (hex) of question, options in displayed order, gold and fields
 */
public record Item(
        String id,
        String stratum,
        String question,
        List<String> options,
        List<Integer> optionOrder,
        Gold gold,
        Map<String, String> fields,
        String hash) {

    public Item {
        if (options.size() > 26) {
            throw new IllegalArgumentException(
                    "item '" + id + "' has " + options.size() + " options; letters end at 26");
        }
        options = List.copyOf(options);
        optionOrder = List.copyOf(optionOrder);
        fields = Map.copyOf(fields);
    }

    /** The letter of the option at a displayed position. */
    public static String letter(int position) {
        return String.valueOf((char) ('A' + position));
    }
}
