package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.MatrixException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    @Test
    void goesOnWhileNobodyWaits() {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Background work = Background.of(() -> {
            await(gate);
            ended.set(true);
        });
        assertThat(ended).isFalse();

        gate.countDown();
        work.await();

        assertThat(ended).isTrue();
    }

    @Test
    void tellsWhoeverWaitsWhatWentWrong() {
        Background work = Background.of(() -> {
            throw MatrixException.usage("The journal is gone.");
        });

        assertThatThrownBy(work::await).isInstanceOf(MatrixException.class).hasMessage("The journal is gone.");
        assertThatThrownBy(work::await).as("each of them").isInstanceOf(MatrixException.class);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
