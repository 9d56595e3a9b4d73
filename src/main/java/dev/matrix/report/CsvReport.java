package dev.matrix.report;

import dev.matrix.analysis.CellSummary;
import dev.matrix.analysis.Comparison;
import dev.matrix.analysis.Interval;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A study as CSV (RFC 4180), one row a combination with its comparison beside its score. Shares and differences are in [0, 1] and [-1, 1], unrounded; what is
 * unknown is empty. Texts that a spreadsheet would take for a formula begin with a quote.
 */
public final class CsvReport {

    private static final String LINE_END = "\r\n";
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]|^ | $");
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r]");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final List<String> HEADER = List.of(
            "model,personality,benchmark,setting,data,metric,protocol,status,score,ci95_low,ci95_high,items,planned",
            "missing,guess,majority,strict,in_format,letter_mass,reference,reference_accuracy,accuracy,difference",
            "difference_ci95_low,difference_ci95_high,adjusted_low,adjusted_high,p,adjusted_p,test,verdict,won,lost",
            "compared,dropped,items_needed,note");

    /** The whole file. */
    public String render(RunReport report) {
        StringBuilder csv = new StringBuilder(String.join(",", HEADER)).append(LINE_END);
        for (StudyCell cell : report.study().data().cells()) {
            if (!cell.control()) {
                csv.append(row(report, cell)).append(LINE_END);
            }
        }
        return csv.toString();
    }

    private static String row(RunReport report, StudyCell cell) {
        List<@Nullable Object> fields = new ArrayList<>();
        fields.addAll(score(report, cell));
        fields.addAll(comparison(report.study().comparison(cell.key())));
        return fields.stream().map(CsvReport::field).collect(Collectors.joining(","));
    }

    private static List<@Nullable Object> score(RunReport report, StudyCell cell) {
        StudyBenchmark benchmark = report.study().data().benchmark(cell.key().benchmark());
        CellSummary summary = cell.summary();
        Optional<RunReport.CellFacts> facts = report.facts(cell.key());
        return Arrays.asList(
                cell.key().model(),
                cell.key().personality(),
                benchmark.shownAs(),
                cell.key().setting(),
                benchmark.sample() ? "sample" : "full",
                benchmark.metric(),
                facts.map(RunReport.CellFacts::protocol).orElse(null),
                facts.map(RunReport.CellFacts::status).orElse(cell.status().label()),
                summary.score(),
                summary.ci95() == null ? null : summary.ci95().low(),
                summary.ci95() == null ? null : summary.ci95().high(),
                summary.total(),
                summary.planned(),
                summary.missing(),
                benchmark.guess(),
                benchmark.majority(),
                summary.strict(),
                summary.inFormat(),
                summary.letterMass());
    }

    private static List<@Nullable Object> comparison(Optional<Comparison> comparison) {
        List<Function<Comparison, @Nullable Object>> parts = List.of(
                Comparison::reference,
                Comparison::referenceAccuracy,
                Comparison::accuracy,
                Comparison::difference,
                its -> low(its.ci95()),
                its -> high(its.ci95()),
                its -> low(its.adjusted()),
                its -> high(its.adjusted()),
                Comparison::p,
                Comparison::adjustedP,
                its -> its.test().label(),
                its -> its.verdict().label(),
                Comparison::won,
                Comparison::lost,
                Comparison::compared,
                Comparison::dropped,
                Comparison::itemsNeeded,
                Comparison::note);
        List<@Nullable Object> fields = new ArrayList<>();
        parts.forEach(part -> fields.add(comparison.isEmpty() ? null : part.apply(comparison.get())));
        return fields;
    }

    private static Double low(Interval interval) {
        return interval.low();
    }

    private static Double high(Interval interval) {
        return interval.high();
    }

    /** One field; a number stays a number. */
    static String field(@Nullable Object value) {
        if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
            return "";
        }
        String text = value.toString();
        if (FORMULA.matcher(text).find() && !NUMBER.matcher(text).matches()) {
            text = "'" + text;
        }
        text = InertText.block(text);
        return QUOTED.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
