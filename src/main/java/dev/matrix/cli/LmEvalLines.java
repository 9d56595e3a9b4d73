package dev.matrix.cli;

import dev.matrix.console.SafeText;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.LmEvalFilter;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.LmEvalTask.FilterChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code benchmarks show} says of one of lm-eval's own tasks besides its messages. */
final class LmEvalLines {

    private final Benchmark benchmark;
    private final LmEvalTask task;

    LmEvalLines(Benchmark benchmark, LmEvalTask task) {
        this.benchmark = benchmark;
        this.task = task;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("lm-eval task   " + task.task() + ", version " + task.version()
                + (task.leaves() == null ? "" : ", made of " + task.leaves().name() + " (--limit counts in each)"));
        lines.add("comparable     "
                + (benchmark.comparableWith().isEmpty()
                        ? "with nothing: a bundled sample is not the published set"
                        : "with lm-eval's " + String.join(", ", benchmark.comparableWith()) + " on the same server"));
        lines.add("examples       " + task.shots().draw().name().toLowerCase(Locale.ROOT)
                + (task.shots().locked() ? ", their number is fixed" : ""));
        lines.add("a reply ends   after " + benchmark.limits().answer() + " tokens or at "
                + task.until().stream().map(LmEvalLines::quoted).collect(Collectors.joining(", ")));
        for (FilterChain chain : task.filters()) {
            lines.add("read by        " + chain.name() + ": "
                    + chain.steps().stream().map(LmEvalLines::step).collect(Collectors.joining(", then ")));
        }
        return lines;
    }

    private static String step(LmEvalFilter step) {
        if (step instanceof LmEvalFilter.Regex regex) {
            return (regex.groupSelect() < 0 ? "the last of " : "the first of ") + quoted(regex.pattern());
        }
        return step instanceof LmEvalFilter.RemoveWhitespace ? "stripped" : "the first reply";
    }

    private static String quoted(String text) {
        return "'" + SafeText.line(text.replace("\n", "\\n"), 200) + "'";
    }
}
