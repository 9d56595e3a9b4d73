package dev.matrix.report;

import dev.matrix.analysis.Comparison;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyWords;
import dev.matrix.analysis.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report as one HTML file that needs nothing else: no network, no other file. Its content policy lets run only the two scripts that are part of this
 * program, by their hashes, and forbids every request and every string that would become markup.
 */
public final class HtmlReport {

    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    /** Of gzip; in base64 a third more, so that the whole file stays under 10 MB. */
    private static final int FLIP_BYTES = 6_500_000;

    private final ReportJson json = new ReportJson();

    /** The whole file. */
    public byte[] render(RunReport report) {
        String style = resource("report.css");
        String d3 = resource("d3.min.js");
        String script = resource("report.js");
        PageData data = PageData.of(report);
        Map<String, String> slots = new LinkedHashMap<>();
        slots.put("csp", policy(style, d3, script));
        slots.put("title", HtmlText.of("matrix report: " + report.heading().runId()));
        slots.put("scope", HtmlText.of(scope(report.heading(), data)));
        slots.put("marks", marks(report));
        slots.put("words", words(report));
        slots.put("comparisons", comparisons(report));
        slots.put("footer", HtmlText.of("Written by matrix " + report.heading().programVersion() + "."));
        slots.put("style", style);
        slots.put("data", json.forScript(data));
        slots.put("flips", new FlipArchive(report, FLIP_BYTES).base64());
        slots.put("d3", d3);
        slots.put("script", script);
        return filled(resource("report.html"), slots).getBytes(StandardCharsets.UTF_8);
    }

    /** In one pass: what is filled in is not looked at again. */
    private static String filled(String template, Map<String, String> slots) {
        StringBuilder page = new StringBuilder();
        Matcher matcher = SLOT.matcher(template);
        while (matcher.find()) {
            String content = slots.get(matcher.group(1));
            if (content == null) {
                throw new IllegalStateException("report.html has a slot that nobody fills: " + matcher.group());
            }
            matcher.appendReplacement(page, "");
            page.append(content);
        }
        matcher.appendTail(page);
        return page.toString();
    }

    private static String policy(String style, String d3, String script) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src " + hash(d3) + " " + hash(script),
                "style-src " + hash(style),
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'");
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's resource " + name + " cannot be read", e);
        }
    }

    private static String scope(RunReport.Heading heading, PageData data) {
        return counted(data.models().size(), "model", "models") + ", "
                + counted(data.personalities().size(), "personality", "personalities") + ", "
                + counted(data.benchmarks().size(), "benchmark", "benchmarks")
                + (data.settings().size() > 1 ? ", " + data.settings().size() + " settings" : "") + ": "
                + counted(data.cells().size(), "combination", "combinations") + "; "
                + heading.state() + ", last change " + TIME.format(heading.updatedAt());
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String marks(RunReport report) {
        StringBuilder marks = new StringBuilder();
        if (report.heading().simulated()) {
            marks.append("<p class=\"mark\"><strong>SIMULATED:</strong> a simulator answered; these numbers say nothing"
                    + " about real models.</p>\n");
        }
        String samples = report.study().data().benchmarks().stream()
                .filter(StudyBenchmark::sample)
                .map(StudyBenchmark::name)
                .collect(Collectors.joining(", "));
        if (!samples.isEmpty()) {
            marks.append("<p class=\"mark\"><strong>Sample data:</strong> ")
                    .append(HtmlText.of(samples))
                    .append(": the small samples that come with the program, never to be compared with the real"
                            + " sets.</p>\n");
        }
        return marks.toString();
    }

    private static String words(RunReport report) {
        List<StudyWords.Sentence> sentences = new StudyWords(report.study()).told();
        StringBuilder words = new StringBuilder();
        if (sentences.isEmpty()) {
            words.append("<p>Nothing is compared in this run.</p>\n");
        } else {
            words.append("<ul class=\"words\">\n");
            sentences.forEach(sentence -> words.append(item(sentence.verdict(), sentence.text())));
            words.append("</ul>\n");
        }
        List<String> notes = report.heading().notes();
        if (!notes.isEmpty()) {
            words.append("<details><summary>What changes how these numbers are read: ")
                    .append(counted(notes.size(), "note", "notes"))
                    .append("</summary>\n<ul class=\"words\">\n");
            notes.forEach(note -> words.append(item(null, note)));
            words.append("</ul></details>\n");
        }
        return words.toString();
    }

    private static String item(@Nullable Verdict verdict, String text) {
        return "<li class=\"" + (verdict == null ? "note" : verdict.label()) + "\">" + HtmlText.of(text) + "</li>\n";
    }

    private static String comparisons(RunReport report) {
        StringBuilder rows = new StringBuilder("<table><tr><th>model</th><th>personality</th><th>benchmark</th>"
                + "<th>difference, points</th><th>corrected interval</th><th>verdict</th></tr>\n");
        for (Comparison comparison : report.study().primary()) {
            List<String> cells = List.of(
                    comparison.key().model(),
                    comparison.key().personality(),
                    report.study()
                            .data()
                            .benchmark(comparison.key().benchmark())
                            .shownAs(),
                    Notation.points(comparison.difference()),
                    Notation.points(comparison.adjusted()),
                    comparison.verdict().label().replace('_', ' '));
            rows.append(cells.stream()
                    .map(cell -> "<td>" + HtmlText.of(cell) + "</td>")
                    .collect(Collectors.joining("", "<tr>", "</tr>\n")));
        }
        return rows.append("</table>").toString();
    }
}
