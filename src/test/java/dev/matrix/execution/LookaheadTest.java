package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.MATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Protocol;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookaheadTest {

    private final Lab lab = new Lab();
    private final AtomicInteger rendered = new AtomicInteger();
    private final WorkQueue queue;
    private final Lookahead lookahead;

    LookaheadTest() {
        ConversationSource source = lab.conversations;
        lab.conversations = (combination, item, readBy, baseline) -> {
            rendered.incrementAndGet();
            return source.conversation(combination, item, readBy, baseline);
        };
        RunParts parts = lab.parts();
        CombinationWork work = new CombinationWork(Samples.planned(BASELINE, MATH, 3));
        work.resolve(Protocol.GENERATE, BaselineSystem.EMPTY, new BitSet());
        queue = new WorkQueue(List.of(work), 2);
        lookahead = new Lookahead(queue, new TrialRunner(parts, new CallRunner(parts), lab.resident()), 2);
    }

    @Test
    void rendersATrialOnceAheadOfItsTime() {
        lookahead.prepare(0);
        assertThat(rendered).hasValue(1);

        assertThat(index(0)).isZero();
        assertThat(rendered).hasValue(1);
    }

    @Test
    void rendersWhatIsNotReady() {
        assertThat(index(0)).isZero();
        assertThat(rendered).hasValue(1);
    }

    @Test
    void dropsWhatAnotherWorkerHasTaken() {
        lookahead.prepare(0);
        assertThat(index(1)).isEqualTo(1);
        assertThat(index(1)).isEqualTo(2);
        assertThat(index(1)).as("of the other worker").isZero();

        assertThat(lookahead.next(0)).isEmpty();
    }

    private int index(int worker) {
        return lookahead.next(worker).orElseThrow().task().index();
    }
}
