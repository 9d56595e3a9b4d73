package dev.matrix.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What stands in the file; how a browser takes it is {@code ReportPageIT}'s. */
class HtmlReportTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TEN_MEGABYTES = 10_000_000;

    private static String page(RunReport report) {
        return new String(new HtmlReport().render(report), StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        }
    }

    private static String element(String page, String id) {
        Matcher found = Pattern.compile("<script type=\"[a-z/]+\" id=\"" + id + "\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static JsonNode flips(String page) throws IOException {
        byte[] zipped = Base64.getDecoder().decode(element(page, "flips-data"));
        try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return MAPPER.readTree(stream);
        }
    }

    /** The bundle is what its licence file says and nobody edited it: docs/report.md tells how it is made. */
    @Test
    void chartLibraryIsTheOneThatWasVendored() throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource("d3.min.js"));
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("0471f742d1331b9241c9b7b52732f5adc352bd79540341c4a7680f2012e2c6bd");
        assertThat(new String(resource("d3.LICENSE.txt"), StandardCharsets.UTF_8))
                .contains("d3-selection 3.0.1", "Permission to use, copy, modify");
    }

    @Test
    void policyAllowsOnlyTheScriptsAndTheStyleOfTheFile() throws NoSuchAlgorithmException {
        String page = page(Reports.of(20));
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]+)\"")
                .matcher(page);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1))
                .startsWith("default-src 'none'; script-src 'sha256-")
                .contains("require-trusted-types-for 'script'", "form-action 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "http", "*");
        List<String> contents = new ArrayList<>();
        Matcher inline =
                Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(page);
        while (inline.find()) {
            contents.add(inline.group(2));
        }
        assertThat(contents).hasSize(3);
        for (String content : contents) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            assertThat(policy.group(1))
                    .contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
    }

    @Test
    void fileNamesNothingOutsideItself() {
        String page = page(Reports.of(20));
        assertThat(page).doesNotContain("src=", "@import", "url(", "eval(", "new Function", "fetch(", "XMLHttpRequest");
        Matcher addresses = Pattern.compile("https?://[a-z0-9./]+").matcher(page);
        while (addresses.find()) {
            assertThat(addresses.group()).as("a name space, never asked for").startsWith("http://www.w3.org/");
        }
    }

    @Test
    void hostileNamesEndNoElementAndStartNone() throws IOException {
        String evil = "a</script><script>window.owned=1</script><!--\u2028\u202e\u001b[31m";
        String page = page(Reports.of(List.of("tiny:1b", evil), 60));
        assertThat(page).doesNotContain("<script>window.owned", "<!--", "\u2028", "\u202e", "\u001b");
        assertThat(Pattern.compile("</script>").matcher(page).results().count()).isEqualTo(4);
        JsonNode data = MAPPER.readTree(element(page, "data"));
        assertThat(data.get("models").get(1).get("name").asText()).isEqualTo(InertText.block(evil));
    }

    @Test
    void wordsAndComparisonsAreThereWithoutScript() {
        String page = page(Reports.of(200));
        assertThat(page)
                .contains(
                        "<li class=\"helps\">helper helps tiny:0.5b on gsm8k: ",
                        "<li class=\"hurts\">breaker hurts ",
                        "SIMULATED",
                        "Sample data",
                        "reach: &lt;b&gt;other&lt;/b&gt; is folded",
                        "<noscript>",
                        "<td>helps</td>");
    }

    @Test
    void repliesAreCutAndInert() throws IOException {
        JsonNode flips = flips(page(Reports.of(40)));
        assertThat(flips.get("flips")).isNotEmpty();
        for (JsonNode flip : flips.get("flips")) {
            for (int text : List.of(7, 9)) {
                String said = flip.get(text).asText();
                assertThat(said.length()).isLessThan(RunReport.REPLY_CHARACTERS + 40);
                assertThat(said.codePoints().filter(point -> point != '\n').anyMatch(Character::isISOControl))
                        .isFalse();
                assertThat(said).doesNotContain("\u2028", "\u2029", "\u202e");
            }
        }
        assertThat(flips.toString()).contains("\\\\u001b[31mred", "\\\\u202eto left", "x \u2026");
        assertThat(flips.get("without_text").asInt()).isZero();
    }

    @Test
    void fiftyThousandFlipsOfTextThatDoesNotCompressStayUnderTenMegabytes() throws IOException {
        byte[] page = new HtmlReport().render(Reports.withFlips(50_000));
        assertThat(page.length).isLessThan(TEN_MEGABYTES);
        JsonNode found = flips(new String(page, StandardCharsets.UTF_8));
        assertThat(found.get("flips")).hasSize(50_000);
        assertThat(found.get("without_text").asInt()).isBetween(1, 49_999);
        assertThat(found.get("flips").get(0).get(7).isTextual()).isTrue();
        assertThat(found.get("flips").get(49_999).get(7).isNull()).isTrue();
        assertThat(found.at("/flips/0/4/text").asText()).hasSizeGreaterThan(300);
        assertThat(found.at("/flips/49999/4/text").isNull()).isTrue();
        assertThat(found.at("/flips/49999/4/id").asText()).startsWith("item-");
    }

    @Test
    void aQuestionStandsInItsFirstFlipAndByItsNumberInTheOthers() throws IOException {
        List<String> met = new ArrayList<>();
        for (JsonNode flip : flips(page(Reports.of(40))).get("flips")) {
            JsonNode question = flip.get(4);
            if (question.isObject()) {
                met.add(flip.get(2) + " " + question.get("id").asText());
                assertThat(question.get("text").asText()).startsWith("Question ");
            } else {
                assertThat(met.get(question.asInt())).startsWith(flip.get(2) + " ");
            }
        }
        assertThat(met).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }
}
