package dev.matrix.domain;

import java.util.List;

/**
 * A named set of items with a prompt format, a scorer and a metric. Where the items lie is not part of it.
 *
 * @param name the key in results, e.g. {@code arc_easy}
 * @param title one line for people
 * @param answer what a right answer looks like
 * @param format how an item becomes turns
 * @param fewshot how many solved examples stand before the item, each as a user and an assistant turn
 * @param optionOrder where the order of options comes from
 * @param metric the field's name of the score: {@code acc}, {@code exact_match}, {@code mc2_letter}
 * @param limits token limits
 * @param comparableWith lm-eval tasks whose score may be compared; empty when there is none
 */
public record Benchmark(
        String name,
        String title,
        AnswerKind answer,
        PromptFormat format,
        int fewshot,
        OptionOrder optionOrder,
        String metric,
        TokenLimits limits,
        List<String> comparableWith) {

    public Benchmark {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a benchmark needs a name");
        }
        if (fewshot < 0) {
            throw new IllegalArgumentException(
                    "benchmark '" + name + "': fewshot must not be negative, got " + fewshot);
        }
        comparableWith = List.copyOf(comparableWith);
    }

    /** The same benchmark with another count of few-shot examples. */
    public Benchmark withFewshot(int count) {
        return new Benchmark(name, title, answer, format, count, optionOrder, metric, limits, comparableWith);
    }
}
