package dev.matrix.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.analysis.Interval;
import org.junit.jupiter.api.Test;

class NotationTest {

    @Test
    void writesIntervalsAsTheSentencesDo() {
        assertThat(Notation.points(new Interval(-0.15, -0.0004))).isEqualTo("-15.0 to -0.04");
    }
}
