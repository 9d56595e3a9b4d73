package dev.matrix.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param lmEval the task of lm-eval that this benchmark is; null for matrix's own benchmarks
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
        List<String> comparableWith,
        @Nullable LmEvalTask lmEval) {

    /** One of matrix's own. */
    public Benchmark(
            String name,
            String title,
            AnswerKind answer,
            PromptFormat format,
            int fewshot,
            OptionOrder optionOrder,
            String metric,
            TokenLimits limits,
            List<String> comparableWith) {
        this(name, title, answer, format, fewshot, optionOrder, metric, limits, comparableWith, null);
    }

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

    /** The same benchmark with another count of few-shot examples; a task of lm-eval that locks its own count keeps it. */
    public Benchmark withFewshot(int count) {
        if (lmEval != null && lmEval.shots().locked()) {
            return this;
        }
        return new Benchmark(name, title, answer, format, count, optionOrder, metric, limits, comparableWith, lmEval);
    }

    /** The same benchmark on items whose score may not be compared with anybody's, such as a bundled sample. */
    public Benchmark comparableWithNothing() {
        return new Benchmark(name, title, answer, format, fewshot, optionOrder, metric, limits, List.of(), lmEval);
    }

    /** True when log-probabilities of letters may decide: never in lm-eval's tasks, which read the reply's text. */
    public boolean lettered() {
        return answer.lettered() && lmEval == null;
    }
}
