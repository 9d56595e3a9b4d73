package dev.matrix.execution;

import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.RunPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says before the first request what about the server will harm or limit the run. */
final class StartWarnings {

    private final RunParts parts;

    StartWarnings(RunParts parts) {
        this.parts = parts;
    }

    void say(RunPlan plan) {
        ServerInfo server = parts.server();
        if (!server.noSilentCuts().there()) {
            parts.warn("the server at " + server.address() + " has version " + server.version() + ", older than "
                    + server.noSilentCuts().since()
                    + ": it cuts long prompts without saying so; cuts are looked for, but update it");
        }
        if (!server.logprobs().there()) {
            parts.warn("the server's version " + server.version() + " gives no log-probabilities ("
                    + server.logprobs().since() + " and later do): multiple choice is read from text");
        }
        foreign(plan);
    }

    private void foreign(RunPlan plan) {
        Set<String> planned = plan.models().stream()
                .flatMap(model -> List.of(model.model().name(), model.model().digest()).stream())
                .collect(Collectors.toSet());
        try {
            Optional<List<LoadedModel>> loaded =
                    parts.cancellation().interruptibly(parts.ports().server()::loaded);
            String others = loaded.orElse(List.of()).stream()
                    .filter(each -> !planned.contains(each.name()) && !planned.contains(each.digest()))
                    .map(LoadedModel::name)
                    .collect(Collectors.joining(", "));
            if (!others.isEmpty()) {
                parts.warn("the server has models of other clients loaded (" + others
                        + "): they take memory and time from this run");
            }
        } catch (MatrixException e) {
            if (!parts.cancellation().isCancelled()) {
                parts.warn("which models are loaded is not known: " + e.getMessage());
            }
        }
    }
}
