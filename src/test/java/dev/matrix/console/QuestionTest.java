package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    private static boolean ask(Streams streams, String input) {
        return new Question(streams.screen, new BufferedReader(new StringReader(input))).yes("This takes 2 h. Go on?");
    }

    private static Streams person() {
        return new Streams(Streams.LIVE, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "  \n", "y\n", "Y\n", " yes \n", "YES\r\n", "y"})
    void takesYes(String input) {
        Streams streams = person();
        assertThat(ask(streams, input)).isTrue();
        assertThat(streams.err()).isEqualTo("This takes 2 h. Go on? [Y/n] ");
        assertThat(streams.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "N\n", "no\n", " No\r\n"})
    void takesNo(String input) {
        assertThat(ask(person(), input)).isFalse();
    }

    @Test
    void takesTheEndOfTheInputForNo() {
        Streams streams = person();
        assertThat(ask(streams, "")).isFalse();
        assertThat(streams.err()).as("the next message starts its own line").endsWith("[Y/n] \n");
    }

    @Test
    void asksAgainAndThenGivesUp() {
        Streams once = person();
        assertThat(ask(once, "perhaps\nyes\n")).isTrue();
        assertThat(once.err())
                .isEqualTo("This takes 2 h. Go on? [Y/n] Please answer y or n.\nThis takes 2 h. Go on? [Y/n] ");
        assertThat(ask(person(), "1\n2\n3\nyes\n")).isFalse();
    }

    @Test
    void neitherAsksNorReadsWithoutAPerson() {
        Streams streams = new Streams(Terminal.none(), false);
        Question question = new Question(streams.screen, new BufferedReader(unreadable()));
        assertThat(question.yes("Go on?")).isTrue();
        assertThat(streams.err()).isEmpty();
    }

    @Test
    void takesAnUnreadableInputForNo() {
        assertThat(new Question(person().screen, new BufferedReader(unreadable())).yes("Go on?"))
                .isFalse();
    }

    @Test
    void asksEvenWhenQuiet() {
        Streams streams = new Streams(Streams.LIVE, true);
        assertThat(ask(streams, "n\n")).isFalse();
        assertThat(streams.err()).contains("[Y/n]");
    }

    @Test
    void leavesTheNextLineForTheNextQuestion() {
        Question question = new Question(person().screen, new BufferedReader(new StringReader("y\nn\n")));
        assertThat(question.yes("First?")).isTrue();
        assertThat(question.yes("Second?")).isFalse();
    }

    @Test
    void showsHostileTextInTheQuestion() {
        Streams streams = person();
        new Question(streams.screen, new BufferedReader(new StringReader("y\n"))).yes("Load \u001b[2J\nmodel?");
        assertThat(streams.err()).isEqualTo("Load \\u001b[2J model? [Y/n] ");
    }

    private static Reader unreadable() {
        return new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("closed");
            }

            @Override
            public void close() {}
        };
    }
}
