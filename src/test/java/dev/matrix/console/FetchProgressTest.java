package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FetchProgressTest {

    private final AtomicLong nanos = new AtomicLong();
    private final StringWriter err = new StringWriter();

    private FetchProgress progress(Terminal terminal, boolean quiet) {
        Screen screen = new Screen(new PrintWriter(new StringWriter()), new PrintWriter(err), terminal, quiet);
        return new FetchProgress(screen, nanos::get);
    }

    private void seconds(double seconds) {
        nanos.addAndGet(Math.round(seconds * 1e9));
    }

    @Test
    void printsALineEveryFewSecondsWhereNobodyWatches() {
        FetchProgress progress = progress(Terminal.none(), false);
        progress.announced("Fetching it.");
        seconds(4);
        progress.progressed("some/set a.parquet", 1_000_000, 4_000_000);
        seconds(2);
        progress.progressed("some/set a.parquet", 3_000_000, 4_000_000);
        progress.progressed("some/set a.parquet", 3_500_000, 4_000_000);
        seconds(6);
        progress.progressed("some/set b.parquet", 3_000_000, -1);
        progress.ended();

        assertThat(err.toString().lines())
                .containsExactly(
                        "Fetching it.", "some/set a.parquet: 3.0 of 4.0 MB (75 %)", "some/set b.parquet: 3.0 MB");
    }

    @Test
    void keepsOneLineOnALiveTerminalAndClearsIt() {
        FetchProgress progress = progress(new Terminal(true, true, false, 80), false);
        progress.announced("Fetching it.");
        seconds(1);
        progress.progressed("some/set a.parquet", 1, 4_000_000);
        progress.ended();

        assertThat(err.toString())
                .contains("some/set a.parquet: 0.0 of 4.0 MB (0 %)")
                .endsWith("\r\u001b[1A\u001b[J");
    }

    @Test
    void saysOnlyWarningsWhenQuiet() {
        FetchProgress progress = progress(Terminal.none(), true);
        progress.announced("Fetching it.");
        progress.noted("Trying again.");
        seconds(60);
        progress.progressed("a", 1, 2);
        progress.warned("It is another\u001b[2J file.");

        assertThat(err.toString().lines()).singleElement().asString().startsWith("warning: It is another");
        assertThat(err.toString()).doesNotContain("\u001b");
    }
}
