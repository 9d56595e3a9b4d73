package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static List<String> seen(Streams streams) {
        return new FakeTerminal(80).write(streams.err()).seen();
    }

    @Test
    void keepsResultsAndMessagesApart() {
        Streams streams = new Streams(Terminal.none(), false);
        streams.screen.result("asked for");
        streams.screen.result(List.of("two", "lines"));
        streams.screen.message("said");
        streams.screen.warning("careful");
        streams.screen.error("broken");
        assertThat(streams.out()).isEqualTo("asked for\ntwo\nlines\n");
        assertThat(streams.err()).isEqualTo("said\nwarning: careful\nmatrix: broken\n");
    }

    @Test
    void showsOnlyWarningsErrorsAndResultsWhenQuiet() {
        Streams streams = new Streams(Streams.LIVE, true);
        streams.screen.status(List.of("a block"));
        streams.screen.message("said");
        streams.screen.warning("careful");
        streams.screen.error("broken");
        streams.screen.result("asked for");
        assertThat(streams.err()).isEqualTo("warning: careful\nmatrix: broken\n");
        assertThat(streams.out()).isEqualTo("asked for\n");
    }

    @Test
    void coloursOnlyWhereColourIsWelcome() {
        Streams coloured = new Streams(new Terminal(true, true, true, 80), false);
        coloured.screen.warning("w");
        coloured.screen.error("e");
        assertThat(coloured.err()).isEqualTo("\u001b[33mwarning: \u001b[0mw\n\u001b[31mmatrix: \u001b[0me\n");

        Streams plain = new Streams(Streams.LIVE, false);
        plain.screen.warning("w");
        plain.screen.error("e");
        assertThat(plain.err()).doesNotContain("\u001b");
    }

    @Test
    void keepsTheBlockBelowTheMessages() {
        Streams streams = new Streams(Streams.LIVE, false);
        streams.screen.status(List.of("one", "two"));
        streams.screen.message("first");
        streams.screen.warning("second\nwith a second line");
        assertThat(seen(streams)).containsExactly("first", "warning: second", "with a second line", "one", "two");

        streams.screen.log("logged");
        assertThat(seen(streams))
                .containsExactly("first", "warning: second", "with a second line", "logged", "one", "two");
    }

    @Test
    void removesTheBlock() {
        Streams streams = new Streams(Streams.LIVE, false);
        streams.screen.status(List.of("one", "two"));
        streams.screen.message("first");
        streams.screen.warning("second\nwith a second line");

        streams.screen.status(List.of("three"));
        assertThat(seen(streams)).containsExactly("first", "warning: second", "with a second line", "three");

        streams.screen.clearStatus();
        assertThat(seen(streams)).containsExactly("first", "warning: second", "with a second line");
    }

    @Test
    void goesUpAsManyLinesAsItDrew() {
        Streams streams = new Streams(Streams.LIVE, false);
        Random random = new Random(11);
        int drawn = 0;
        for (int round = 0; round < 200; round++) {
            int before = streams.err().length();
            int lines = drawn;
            switch (random.nextInt(4)) {
                case 0 -> streams.screen.message(HostileText.next(random, 3));
                case 1 -> streams.screen.warning("w" + round);
                case 2 -> {
                    drawn = random.nextInt(5);
                    streams.screen.status(java.util.Collections.nCopies(drawn, HostileText.next(random, 100)));
                }
                default -> {
                    drawn = 0;
                    streams.screen.clearStatus();
                }
            }
            assertThat(linesUp(streams.err().substring(before))).isEqualTo(lines);
        }
    }

    private static int linesUp(String written) {
        return Pattern.compile("\u001b\\[(\\d+)A")
                .matcher(written)
                .results()
                .mapToInt(up -> Integer.parseInt(up.group(1)))
                .sum();
    }

    @Test
    void takesTheBlockAwayWhileAResultIsPrinted() {
        Streams streams = new Streams(Streams.LIVE, false);
        streams.screen.status(List.of("a block"));
        streams.screen.result("asked for");
        assertThat(streams.out()).isEqualTo("asked for\n");
        assertThat(linesUp(streams.err())).isEqualTo(1);
        assertThat(seen(streams)).containsExactly("a block");
    }

    @Test
    void clearsWhatWasTypedBehindTheBlock() {
        Streams streams = new Streams(Streams.LIVE, false);
        streams.screen.status(List.of("a block"));
        FakeTerminal terminal = new FakeTerminal(80).write(streams.err()).write("^C");
        int before = streams.err().length();
        streams.screen.message("stopped");
        streams.screen.clearStatus();
        assertThat(terminal.write(streams.err().substring(before)).seen()).containsExactly("stopped");
    }

    @Test
    void survivesATerminalNarrowerThanItSays() {
        Streams streams = new Streams(Streams.LIVE, false);
        streams.screen.status(List.of("x".repeat(70), "y".repeat(70)));
        streams.screen.message("said");
        streams.screen.status(List.of("z".repeat(70)));
        assertThat(new FakeTerminal(20).write(streams.err()).seen()).containsExactly("said", "z".repeat(20));
    }

    @Test
    void cutsTheBlockToTheWidthThatItKnows() {
        Streams streams = new Streams(new Terminal(true, true, false, 40), false);
        streams.screen.status(List.of("漢".repeat(100), "a\nb"));
        assertThat(seen(streams)).containsExactly("漢".repeat(18) + "...", "a b");
    }

    @Test
    void drawsNoBlockWhereNobodyCanSeeIt() {
        Streams streams = new Streams(Terminal.none(), false);
        streams.screen.status(List.of("a block"));
        streams.screen.message("said");
        streams.screen.clearStatus();
        assertThat(streams.err()).isEqualTo("said\n");
    }

    @Test
    void obeysNothingThatOthersWrote() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            Streams streams = new Streams(Terminal.none(), false);
            String hostile = HostileText.next(random, 50);
            streams.screen.message(hostile);
            streams.screen.warning(hostile);
            streams.screen.error(hostile);
            streams.screen.prompt(hostile);
            streams.screen.result(hostile);
            streams.screen.result(List.of(hostile, hostile));
            assertThat(HostileText.firstDanger(streams.err())).isEqualTo(-1);
            assertThat(HostileText.firstDanger(streams.out())).isEqualTo(-1);
        }
    }

    @Test
    void writesAMegabyteWithoutObeyingIt() {
        Streams streams = new Streams(Terminal.none(), false);
        streams.screen.message("\u001b[2J".repeat(1 << 18));
        assertThat(streams.err()).hasSize((6 + 3) * (1 << 18) + 1);
        assertThat(HostileText.firstDanger(streams.err())).isEqualTo(-1);
    }
}
