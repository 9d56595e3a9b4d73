package dev.matrix.execution;

import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Message;
import dev.matrix.plan.ContextBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the figures of each reply of one model for what a server does without saying so: cutting a prompt, or reloading the model for somebody else.
 * Tokens a byte are calibrated on the model's own first prompts. Thread-safe.
 */
final class ModelWatch {

    private static final int CALIBRATING = 8;
    private static final int ENOUGH = 3;

    /**
     * Never expect more than English prose has: short prompts consist largely of the template's own tokens, which inflates their ratio, and a long prompt
     * after them would look cut.
     */
    private static final double MOST_TOKENS_PER_BYTE = 0.25;

    private static final double FAR_BELOW = 0.5;
    private static final double BELOW = 0.75;
    private static final int NEAR_TOKENS = 8;
    private static final long WARM_NANOS = 1_000_000_000L;

    private final String model;
    private final boolean countsReliable;
    private final ExecutionListener listener;
    private final List<Double> ratios = new ArrayList<>();
    private Set<String> reached = Set.of();
    private boolean reachKnown;
    private int contextTokens;
    private boolean reloadSaid;
    private volatile boolean answered;

    /** @param countsReliable false when the server's counts of prompt tokens tell nothing of a cut */
    ModelWatch(String model, boolean countsReliable, ExecutionListener listener) {
        this.model = model;
        this.countsReliable = countsReliable;
        this.listener = listener;
    }

    /** The model is resident with this context. */
    synchronized void loaded(int context) {
        contextTokens = context;
    }

    /** These system texts get to the model; of any other it is not known, so that a count cannot be held against it. */
    synchronized void reachedBy(Set<String> systems) {
        reached = Set.copyOf(systems);
        reachKnown = true;
    }

    /**
     * What must get to the model; 0, which is judged in no way, while it is open whether a system text does. A template that drops the system text cuts
     * nothing.
     */
    synchronized int expectedBytes(List<Message> messages) {
        if (!reachKnown && messages.stream().anyMatch(ModelWatch::holdsSystem)) {
            return 0;
        }
        return ContextBudget.promptBytes(messages.stream()
                .filter(message -> !holdsSystem(message)
                        || reached.stream().anyMatch(text -> message.content().startsWith(text)))
                .toList());
    }

    private static boolean holdsSystem(Message message) {
        return message.role().equals("system") && !message.content().isEmpty();
    }

    /** True once the model has replied to anything. */
    boolean hasAnswered() {
        return answered;
    }

    /** Looks at a reply whose prompt has so many bytes; a failure when it was cut. */
    Optional<Failure> inspect(int promptBytes, CallMetrics metrics) {
        answered = true;
        if (metrics.loadNanos() > WARM_NANOS) {
            sayReload(metrics.loadNanos());
        }
        return promptCut(promptBytes, metrics.promptTokens());
    }

    private synchronized Optional<Failure> promptCut(int promptBytes, int count) {
        // Old versions leave the count out, which reads as 0, when the whole prompt was cached.
        if (count <= 0 || !countsReliable || promptBytes == 0) {
            return Optional.empty();
        }
        double expected = promptBytes * tokensPerByte();
        if (ratios.size() >= ENOUGH && looksCut(count, expected)) {
            return Optional.of(new Failure(
                    FailureKind.PROMPT_CUT,
                    "the server read " + count + " prompt tokens where about " + Math.round(expected)
                            + " were sent (context " + contextTokens + "): it cut the prompt",
                    0));
        }
        if (ratios.size() < CALIBRATING) {
            ratios.add((double) count / promptBytes);
        }
        return Optional.empty();
    }

    /** A server that cuts keeps about half of its context (half, plus the few tokens that it always keeps), or exactly all of it. */
    private boolean looksCut(int count, double expected) {
        boolean atHalf = Math.abs(count - contextTokens / 2) <= NEAR_TOKENS;
        boolean full = contextTokens > 0 && count >= contextTokens;
        return count < expected * FAR_BELOW || (atHalf && count < expected * BELOW) || (full && count < expected);
    }

    private double tokensPerByte() {
        if (ratios.isEmpty()) {
            return 0;
        }
        double median = ratios.stream().sorted().toList().get(ratios.size() / 2);
        return Math.min(median, MOST_TOKENS_PER_BYTE);
    }

    private void sayReload(long nanos) {
        synchronized (this) {
            if (reloadSaid) {
                return;
            }
            reloadSaid = true;
        }
        listener.on(new ExecutionEvent.Warning(String.format(
                Locale.ROOT,
                "%s was loaded already, yet a request waited %.1f s for it: another client makes the server reload; "
                        + "stop other programs that use it, times are not comparable",
                model,
                nanos / 1e9)));
    }
}
