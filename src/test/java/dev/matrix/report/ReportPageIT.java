package dev.matrix.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The report in a real browser, from a file. Skipped where none is installed; with MATRIX_REQUIRE_BROWSER=1 that is a failure. MATRIX_BROWSER names one that is
 * not on the PATH.
 */
class ReportPageIT {

    private static final int WIDE = 1600;
    /** Of a test in which the page refuses something, and says so. */
    private static final String REFUSED = "refused";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path file;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Browser.installed();
        assertThat(program.isPresent() || !"1".equals(System.getenv("MATRIX_REQUIRE_BROWSER")))
                .as("MATRIX_REQUIRE_BROWSER is 1, but no Chromium is on the PATH")
                .isTrue();
        assumeTrue(program.isPresent(), "no Chromium is on the PATH");
        file = Files.write(folder.resolve("report.html"), new HtmlReport().render(Reports.of(120)));
        browser = Browser.start(program.get(), folder.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWentWrongAndNothingWasAskedFor(TestInfo test) {
        if (!test.getTags().contains(REFUSED)) {
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(browser.requests()).isEmpty();
    }

    private static int count(String selector) throws Exception {
        return browser.value("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    private static String text(String expression) throws Exception {
        return browser.value(expression).asText();
    }

    /** Chooses an option of the select whose label begins so, in a section, as a person would. */
    private static void choose(String section, String label, String value) throws Exception {
        browser.value("""
                (() => {
                  const label = [...document.querySelectorAll("#%s label")].find((each) => each.textContent.startsWith("%s"));
                  const control = label.querySelector("select, input");
                  control.value = "%s";
                  control.dispatchEvent(new Event(control.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
                })()
                """.formatted(section, label, value));
    }

    private static String status() throws Exception {
        return text("document.querySelector('#flips [role=status]').textContent");
    }

    @Test
    void drawsEverythingThatTheRunHas() throws Exception {
        browser.open(file, WIDE, "light");
        // Three models, three personalities besides baseline, two benchmarks.
        assertThat(count("#effects .heat td.helps")).isEqualTo(6);
        assertThat(count("#effects .heat td.hurts")).isEqualTo(6);
        assertThat(count("#effects .heat td")).isEqualTo(18);
        assertThat(text("document.querySelector('#effects .heat td.none').title"))
                .isEqualTo("the template drops <it>");
        assertThat(text("[...document.querySelectorAll('#effects h3')].map((each) => each.textContent).join()"))
                .contains("baseline asked twice");
        assertThat(text("[...document.querySelectorAll('#effects summary')].map((each) => each.textContent).join()"))
                .contains("Not compared: 1", "Exploratory");
        assertThat(count("#effects g.effect")).as("of one model").isEqualTo(6);
        assertThat(count("#scores tbody td svg")).isEqualTo(24);
        assertThat(count("#scaling g.series")).isEqualTo(4);
        assertThat(count("#speed g.point")).isEqualTo(12);
        assertThat(count("#readings g.reading")).isEqualTo(12);
        assertThat(count("#outcomes g.outcome")).as("answered and refused").isEqualTo(24);
        assertThat(count("#provenance table")).isEqualTo(1);
        assertThat(count("nav a")).isEqualTo(10);
    }

    @Test
    void chartsFollowTheirControls() throws Exception {
        browser.open(file, WIDE, "light");
        choose("effects", "Model", "middle:3b");
        assertThat(text("document.querySelector('#effects svg').getAttribute('aria-label')"))
                .contains("middle:3b");
        choose("scores", "Benchmark", "gsm8k");
        assertThat(count("#scores tbody td svg")).isEqualTo(12);
        browser.value("document.querySelector('#scaling .chips button').click()");
        assertThat(count("#scaling g.series")).isEqualTo(3);
        assertThat(text("document.querySelector('#scaling .chips button').getAttribute('aria-pressed')"))
                .isEqualTo("false");
        browser.value("document.querySelector('#effects details summary').click()");
        assertThat(browser.value("""
                                new Promise((done) => {
                                  const look = () => {
                                    const rows = document.querySelectorAll("#effects details tbody tr:not(.group)").length;
                                    if (rows) done(rows); else setTimeout(look, 5);
                                  };
                                  look();
                                })
                                """).asInt())
                .as("all but the one that cannot be compared")
                .isEqualTo(17);
    }

    @Test
    void flipsAreFoundByEveryFilter() throws Exception {
        browser.open(file, WIDE, "light");
        int all = Reports.of(120).flips().size();
        assertThat(status()).isEqualTo("1 to 20 of " + all + " flips");
        choose("flips", "Direction", "won");
        choose("flips", "Personality", "breaker");
        assertThat(status()).isEqualTo("No flip matches.");
        choose("flips", "Direction", "");
        choose("flips", "Model", "small:1b");
        choose("flips", "Benchmark", "gsm8k");
        long expected = Reports.of(120).flips().stream()
                .filter(flip -> flip.key().personality().equals("breaker")
                        && flip.key().model().equals("small:1b")
                        && flip.key().benchmark().equals("gsm8k"))
                .count();
        assertThat(status()).startsWith("1 to 20 of " + expected + " flips, of " + all + " in all");
        browser.value("document.querySelectorAll('.pager button')[1].click()");
        assertThat(status()).startsWith("21 to ");
        choose("flips", "Search", "nobody ever said this");
        assertThat(status()).isEqualTo("No flip matches.");
        assertThat(count(".flip")).isZero();
        choose("flips", "Personality", "");
        choose("flips", "Search", "OWN 7 \\\"}]}");
        assertThat(count(".flip")).as("found in any case").isEqualTo(2);
        assertThat(text("document.querySelector('.flip').textContent"))
                .contains("own 7 ", "base 7 ", "Right answer: A");
    }

    @Test
    void fiftyThousandFlipsStayUsable() throws Exception {
        Path large = Files.write(folder.resolve("large.html"), new HtmlReport().render(Reports.withFlips(50_000)));
        browser.open(large, WIDE, "light");
        assertThat(status()).startsWith("1 to 20 of 50,000 flips; ").contains(" are listed without their texts");
        choose("flips", "Search", "item-7");
        assertThat(status()).startsWith("1 to 20 of 1,111 flips, of 50,000 in all");
        assertThat(count(".flip")).isEqualTo(20);
    }

    @Test
    void hostileTextStaysText() throws Exception {
        browser.open(file, WIDE, "light");
        for (int item = 0; item < Reports.HOSTILE.size(); item++) {
            choose("flips", "Search", "own " + item + " ");
            assertThat(count(".flip")).isBetween(0, 20);
        }
        choose("flips", "Search", "<img src=x");
        assertThat(count(".flip")).isPositive();
        assertThat(text("document.querySelector('.flip').textContent")).contains("<img src=x onerror=");
        choose("flips", "Search", "\\\\u202e");
        assertThat(text("document.querySelector('.flip').textContent")).contains("\\u202eto left");
        assertThat(text("typeof window.owned")).isEqualTo("undefined");
        assertThat(count("script")).isEqualTo(4);
        assertThat(count("img, iframe, object, embed, link[rel=stylesheet]")).isZero();
        assertThat(browser.value(
                                "/[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2028\\u2029]/.test(document.body.innerText)")
                        .asBoolean())
                .isFalse();
    }

    @Test
    @Tag(REFUSED)
    void aStringCannotBecomeMarkup() throws Exception {
        browser.open(file, WIDE, "light");
        assertThat(text("""
                        (() => {
                          try { document.createElement("p").innerHTML = "<b>x</b>"; return "taken"; }
                          catch (refused) { return refused.name; }
                        })()
                        """)).isEqualTo("TypeError");
    }

    @ParameterizedTest
    @CsvSource({"400, light", "400, dark", "800, light", "1600, light", "1600, dark"})
    void fitsTheWindow(int width, String scheme) throws Exception {
        browser.open(file, width, scheme);
        assertThat(browser.value("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
        assertThat(browser.value("""
                                [...document.querySelectorAll("figure svg")]
                                  .filter((svg) => svg.getBoundingClientRect().right > innerWidth + 1).length
                                """).asInt()).isZero();
        // A drawing in a table keeps its width: what is drawn outside of it would stand over the next column.
        assertThat(browser.value("""
                                [...document.querySelectorAll("td svg[width]")]
                                  .filter((svg) => svg.getBoundingClientRect().width < svg.getAttribute("width")).length
                                """).asInt()).isZero();
        assertThat(count("#scores td svg")).isPositive();
    }

    @Test
    void themeFollowsTheSystemAndTheButton() throws Exception {
        browser.open(file, WIDE, "dark");
        String paper = "getComputedStyle(document.body).backgroundColor";
        String dark = text(paper);
        browser.value("document.getElementById('theme').click()");
        String light = text(paper);
        assertThat(light).isNotEqualTo(dark);
        browser.value("document.getElementById('theme').click()");
        assertThat(text(paper)).isEqualTo(dark);
        browser.value("document.getElementById('theme').click()");
        browser.open(file, WIDE, "light");
        assertThat(text(paper)).isEqualTo(light);
    }

    @Test
    void everyPartHasANameForThoseWhoDoNotSeeIt() throws Exception {
        browser.open(file, WIDE, "light");
        assertThat(browser.value(
                                "[...document.querySelectorAll('select, input')].filter((each) => !each.labels.length).length")
                        .asInt())
                .isZero();
        assertThat(count("figure svg:not([aria-label])")).isZero();
        assertThat(count(".scroll:not([aria-label]), .scroll:not([tabindex])")).isZero();
        assertThat(browser.value("""
                                [...document.querySelectorAll("section")]
                                  .filter((each) => !document.getElementById(each.getAttribute("aria-labelledby"))).length
                                """).asInt()).isZero();
        assertThat(browser.value("""
                                [...document.querySelectorAll("figure")]
                                  .filter((each) => !each.parentElement.querySelector("details, table")).length
                                """).asInt())
                .as("charts without a table behind them")
                .isZero();
        assertThat(count("th:not([scope])")).isZero();
        assertThat(text("document.documentElement.lang")).isEqualTo("en");
    }
}
