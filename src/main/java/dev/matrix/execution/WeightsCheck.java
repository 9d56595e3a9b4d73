package dev.matrix.execution;

import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import java.util.Optional;
import java.util.Random;

/**
 * Whether a model is still the one that the run was planned with: a name can be pulled or created anew at any time, and no reply tells. Looked at when a model
 * is loaded and again after its last trial, on the coordinating thread.
 */
final class WeightsCheck {

    /** A list that cannot be had is worth a warning, and not much time. */
    private static final int LOOKS = 2;

    private final RunParts parts;
    private final Random random;

    WeightsCheck(RunParts parts) {
        this.parts = parts;
        this.random = new Random(parts.settings().seed());
    }

    /**
     * What a look has shown.
     *
     * @param same true only when the server said so
     * @param replaced the failure of everything that was asked of other weights; empty when the model is the same, gone, or the server does not tell
     */
    record Look(boolean same, Optional<Failure> replaced) {}

    Look look(Model model) {
        Optional<String> digest =
                digest(model).filter(now -> !now.isEmpty() && !model.digest().isEmpty());
        return new Look(
                digest.filter(model.digest()::equals).isPresent(),
                digest.filter(now -> !now.equals(model.digest())).map(now -> replaced(model, now)));
    }

    private static Failure replaced(Model model, String now) {
        return new Failure(
                FailureKind.REPLACED,
                model.name() + " was replaced on the server after the run was planned (digest " + cut(model.digest())
                        + " became " + cut(now) + "): resume to ask the new one",
                0);
    }

    private Optional<String> digest(Model model) {
        for (int attempt = 1; ; attempt++) {
            try {
                return parts.cancellation()
                        .interruptibly(() -> parts.ports().server().digest(model.name()))
                        .flatMap(digest -> digest);
            } catch (MatrixException e) {
                if (parts.cancellation().isCancelled()) {
                    return Optional.empty();
                }
                if (attempt >= LOOKS) {
                    parts.warn("whether " + model.name() + " is still the same model is not known: " + e.getMessage());
                    return Optional.empty();
                }
                parts.sleep(parts.settings().retry().pause(attempt, null, random));
            }
        }
    }

    private static String cut(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }
}
