package dev.matrix.scoring;

import dev.matrix.domain.Call;
import dev.matrix.domain.Failure;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import java.util.List;

/** How a trial ended. */
final class Outcomes {

    private Outcomes() {}

    /** The outcome of a trial that is missing. */
    static Outcome of(Failure failure) {
        return switch (failure.kind()) {
            case OVERFLOW -> Outcome.OVERFLOW;
            case PROMPT_CUT -> Outcome.PROMPT_CUT;
            default -> Outcome.FAILED;
        };
    }

    /**
     * The outcome of a trial that has a reply. The deciding call names it; when that one has nothing to report but its answer, a reasoning call before it
     * that looped or was cut does, since loops and verbosity are effects of a personality.
     *
     * @param answered whether an answer was read
     */
    static Outcome of(Trial trial, ReplyText reply, boolean answered) {
        Outcome own = ofDeciding(trial, reply, answered);
        boolean plain = own == Outcome.ANSWERED || own == Outcome.NO_ANSWER || own == Outcome.REFUSED;
        return plain ? ofReasoning(trial.calls().subList(0, trial.calls().size() - 1), own) : own;
    }

    private static Outcome ofDeciding(Trial trial, ReplyText reply, boolean answered) {
        Call call = trial.deciding();
        if (!answered && reply.isBlank() && (reply.thought() || !call.thinking().isBlank())) {
            return Outcome.THINKING_ONLY;
        }
        if (call.doneReason().equals(Call.REPETITION)) {
            return Outcome.REPETITION;
        }
        // One token is asked for under log-probabilities: there, length is how a reply ends.
        if (call.doneReason().equals(Call.LENGTH) && trial.readBy() == Protocol.GENERATE) {
            return Outcome.TRUNCATED;
        }
        if (answered) {
            return Outcome.ANSWERED;
        }
        return Refusal.in(reply.text()) ? Outcome.REFUSED : Outcome.NO_ANSWER;
    }

    private static Outcome ofReasoning(List<Call> calls, Outcome own) {
        if (calls.stream().anyMatch(call -> call.doneReason().equals(Call.REPETITION))) {
            return Outcome.REPETITION;
        }
        return calls.stream().anyMatch(call -> call.doneReason().equals(Call.LENGTH)) ? Outcome.TRUNCATED : own;
    }
}
