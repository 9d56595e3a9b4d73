package dev.matrix.execution;

import dev.matrix.domain.FailureKind;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Holds each call open until a test lets it go; an interrupt or an abort ends it at once. */
final class HeldCalls {

    private final BlockingQueue<Held> arrived = new LinkedBlockingQueue<>();
    private final List<Held> all = new ArrayList<>();
    private final boolean heedsInterrupts;

    HeldCalls(boolean heedsInterrupts) {
        this.heedsInterrupts = heedsInterrupts;
    }

    /** An open call. */
    static final class Held {
        private final ChatRequest request;
        private final CompletableFuture<ChatResult> result = new CompletableFuture<>();

        private Held(ChatRequest request) {
            this.request = request;
        }

        ChatRequest request() {
            return request;
        }

        void reply() {
            result.complete(FakeClient.usual(request));
        }
    }

    ChatResult answer(ChatRequest request) {
        Held held = new Held(request);
        synchronized (all) {
            all.add(held);
        }
        arrived.add(held);
        try {
            return heedsInterrupts ? held.result.get() : held.result.join();
        } catch (InterruptedException e) {
            return Samples.failed(FailureKind.CANCELLED);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The next call that arrives. */
    Held next() throws InterruptedException {
        Held held = arrived.poll(20, TimeUnit.SECONDS);
        if (held == null) {
            throw new AssertionError("no further call arrived");
        }
        return held;
    }

    /** What closing all connections does. */
    void abort() {
        synchronized (all) {
            all.forEach(held -> held.result.complete(Samples.failed(FailureKind.CONNECTION)));
        }
    }
}
