package dev.matrix.execution;

import dev.matrix.domain.Message;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.ModelClient;
import dev.matrix.plan.ContextBudget;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A model that answers as a test says; it counts what is in flight. */
final class FakeClient implements ModelClient {

    final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger inFlight = new AtomicInteger();
    final AtomicInteger mostInFlight = new AtomicInteger();
    volatile Function<ChatRequest, ChatResult> trials = FakeClient::usual;
    volatile Function<ChatRequest, ChatResult> checks = FakeClient::usual;

    @Override
    public ChatResult chat(ChatRequest request) {
        requests.add(request);
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
            return (isCheck(request) ? checks : trials).apply(request);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** The requests that are trials, in order of arrival. */
    List<ChatRequest> asked() {
        return requests.stream().filter(request -> !isCheck(request)).toList();
    }

    /** Checks ask for one token without log-probabilities; no trial does. */
    static boolean isCheck(ChatRequest request) {
        return request.maxTokens() == 1 && !request.logprobs();
    }

    static ChatResult usual(ChatRequest request) {
        int tokens = tokens(request);
        return request.logprobs() ? Samples.letter("A", 0.9, tokens) : Samples.text("The answer is A.", tokens);
    }

    static int tokens(ChatRequest request) {
        return 10 + ContextBudget.promptBytes(request.messages()) / 4;
    }

    static String user(ChatRequest request) {
        List<Message> messages = request.messages();
        return messages.get(messages.size() - 1).content();
    }

    static String system(ChatRequest request) {
        Message first = request.messages().get(0);
        return first.role().equals("system") ? first.content() : "none";
    }
}
