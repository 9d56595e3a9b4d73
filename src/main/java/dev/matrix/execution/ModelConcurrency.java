package dev.matrix.execution;

import dev.matrix.domain.Concurrency;
import dev.matrix.domain.Model;
import java.util.List;
import java.util.Optional;

/**
 * Fixes how many requests the resident model is asked with at a time, before its first trial: what the run says, or what was measured. Whatever a model was
 * asked with before is kept where nobody says otherwise.
 */
final class ModelConcurrency {

    private final RunParts parts;
    private final CallRunner calls;
    private final ResidentModel resident;

    ModelConcurrency(RunParts parts, CallRunner calls, ResidentModel resident) {
        this.parts = parts;
        this.calls = calls;
        this.resident = resident;
    }

    void settle(List<CombinationWork> works) {
        Concurrency asked = parts.settings().concurrency();
        Optional<Integer> before = parts.earlier().inFlight(resident.model());
        if (!asked.measured()) {
            before.filter(held -> held != asked.requests())
                    .filter(held -> works.stream().anyMatch(work -> work.ended() > 0))
                    .ifPresent(held -> warn(held, asked.requests()));
            hold(asked.requests());
        } else if (before.isPresent()) {
            say(
                    new ConcurrencyChoice(
                            resident.model().name(),
                            before.get(),
                            "as in the earlier invocations of this run",
                            List.of()),
                    true);
        } else {
            new ConcurrencyProbe(parts, calls, resident).choose(works).ifPresent(choice -> say(choice, false));
        }
    }

    private void warn(int held, int now) {
        Model model = resident.model();
        parts.warn(model.name() + " was asked with " + held + " requests in flight so far and is asked with " + now
                + " now: replies may depend on the size of the batch, so trials of before and after compare less well."
                + " --concurrency " + held + " keeps it");
    }

    private void say(ConcurrencyChoice choice, boolean recorded) {
        parts.say(new ExecutionEvent.ConcurrencyChosen(choice, recorded));
        hold(choice.inFlight());
    }

    private void hold(int requests) {
        parts.pool().width(requests);
        parts.eta().inFlight(requests);
    }
}
