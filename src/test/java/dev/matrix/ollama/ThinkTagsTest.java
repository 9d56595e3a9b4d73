package dev.matrix.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThinkTagsTest {

    @Test
    void leavesTextWithoutTagsAsItIs() {
        assertThat(ThinkTags.split("  B\n", "t ")).isEqualTo(new ThinkTags("  B\n", "t "));
    }

    @Test
    void movesWhatStandsBetweenTags() {
        assertThat(ThinkTags.split("<think>\nIs it A?\n</think>\n\nB", "")).isEqualTo(new ThinkTags("B", "Is it A?"));
    }

    @Test
    void movesEverythingAfterAStartThatWasNeverClosed() {
        assertThat(ThinkTags.split("<think>Is it A? Is it", "")).isEqualTo(new ThinkTags("", "Is it A? Is it"));
    }

    @Test
    void movesWhatStandsBeforeAnEndWhoseStartWasInThePrompt() {
        assertThat(ThinkTags.split("Is it A?\n</think>\n\nThe answer is B.", ""))
                .isEqualTo(new ThinkTags("The answer is B.", "Is it A?"));
    }

    @Test
    void keepsTextAroundSeveralBlocks() {
        assertThat(ThinkTags.split("one <think>x</think>two <think>y</think>$3", "z"))
                .isEqualTo(new ThinkTags("one two $3", "zxy"));
    }
}
