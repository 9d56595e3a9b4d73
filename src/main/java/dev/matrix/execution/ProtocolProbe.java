package dev.matrix.execution;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Call;
import dev.matrix.domain.Failure;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the probe of one model and one benchmark showed, and judges it: log-probabilities need them in each reply, no thinking text, and letters that
 * hold at least half of the probability (median). A failure of the transport never chooses a protocol. Thread-safe.
 */
final class ProtocolProbe {

    /** How many items are probed under each personality. */
    static final int ITEMS = 8;

    /** So many refusals, and no reply, are no accident. */
    private static final int REFUSALS = 3;

    private static final double LEAST_LETTER_MASS = 0.5;

    private final String model;
    private final Benchmark benchmark;
    private final boolean forced;
    private final LetterMass letterMass;
    private final BooleanSupplier answersOtherwise;
    private final List<Double> masses = new ArrayList<>();
    private @Nullable String against;
    private @Nullable String incomplete;
    private @Nullable String unreadable;
    private @Nullable String refusal;
    private int refusals;

    /** @param answersOtherwise whether the model has answered anything: one that refuses everything does not refuse log-probabilities */
    ProtocolProbe(
            String model,
            Benchmark benchmark,
            ScoringMode mode,
            LetterMass letterMass,
            BooleanSupplier answersOtherwise) {
        this.model = model;
        this.benchmark = benchmark;
        this.forced = mode == ScoringMode.LOGPROB;
        this.letterMass = letterMass;
        this.answersOtherwise = answersOtherwise;
    }

    Benchmark benchmark() {
        return benchmark;
    }

    /** True when further replies cannot change the verdict. */
    synchronized boolean decided() {
        return !forced && (against != null || (refusals >= REFUSALS && refused()));
    }

    /** Takes one more trial into account. */
    synchronized void add(Item item, Trial trial) {
        Call call = trial.deciding();
        Failure failure = call.failure();
        if (failure != null && !MissingLogprobs.is(failure)) {
            addFailure(failure);
        } else if (call.logprobs().isEmpty() && call.doneReason().equals(Call.REPETITION)) {
            unreadable = "the server ended a reply as repetitive before its first token";
        } else if (call.logprobs().isEmpty()) {
            against = "no log-probabilities in the reply";
        } else {
            if (!call.thinking().isBlank()) {
                against = "the reply holds thinking text";
            }
            double mass = letterMass.of(item, trial);
            masses.add(Double.isNaN(mass) ? 0 : mass);
        }
    }

    /** The choice; empty when the probe could not be completed or log-probabilities were demanded in vain: then {@link #error()} says why. */
    synchronized Optional<ProtocolChoice> choice() {
        if (forced) {
            return masses.isEmpty() ? Optional.empty() : Optional.of(choose(Protocol.LOGPROB, "asked for"));
        }
        if (against != null) {
            return Optional.of(choose(Protocol.GENERATE, against));
        }
        if (refused()) {
            return Optional.of(choose(Protocol.GENERATE, "the server refuses the request: " + refusal));
        }
        if (incomplete != null || masses.isEmpty()) {
            return Optional.empty();
        }
        double median = median();
        String share = String.format(
                Locale.ROOT,
                "letters hold %s%.0f %% of the probability (median of %d probe replies)",
                median >= LEAST_LETTER_MASS ? "" : "only ",
                median * 100,
                masses.size());
        return Optional.of(
                median >= LEAST_LETTER_MASS ? choose(Protocol.LOGPROB, share) : choose(Protocol.GENERATE, share));
    }

    /** Why there is no choice. */
    synchronized String error() {
        String cause = incomplete != null ? incomplete : refusal != null ? refusal : unreadable;
        String why = against == null && refused() ? "the server refuses the request: " + refusal : against;
        if (forced && why != null && incomplete == null) {
            return "--scoring logprob cannot be done: " + why + "; use --scoring auto";
        }
        return "the protocol could not be chosen: " + (cause == null ? "no reply came" : cause);
    }

    /** True when log-probabilities are what is refused: no reply has any, and without them the model answers. */
    private boolean refused() {
        return refusal != null && masses.isEmpty() && incomplete == null && answersOtherwise.getAsBoolean();
    }

    private void addFailure(Failure failure) {
        switch (failure.kind()) {
            // These speak of the item alone.
            case OVERFLOW, PROMPT_CUT, TOTAL_TIMEOUT -> unreadable = failure.message();
            case BAD_REQUEST -> {
                refusals++;
                refusal = failure.message();
            }
            default -> incomplete = failure.message();
        }
    }

    private ProtocolChoice choose(Protocol protocol, String reason) {
        return new ProtocolChoice(model, benchmark.name(), protocol, reason);
    }

    private double median() {
        List<Double> sorted = masses.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
