package dev.matrix.execution;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.ScoringMode;
import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import java.util.Optional;

/** Chooses the protocols that need no probe. Thread-safe. */
final class ProtocolRules {

    private final EarlierWork earlier;
    private final ScoringMode mode;
    private final ServerInfo server;
    private final boolean severalTemperatures;
    private final boolean repeated;
    private final boolean thinks;

    ProtocolRules(RunPlan plan, EarlierWork earlier, ScoringMode mode, ServerInfo server) {
        this.earlier = earlier;
        this.mode = mode;
        this.server = server;
        this.severalTemperatures = plan.combinations()
                        .map(planned -> planned.combination().setting().temperature())
                        .distinct()
                        .count()
                > 1;
        this.repeated = plan.combinations().anyMatch(planned -> planned.repeats() > 1);
        this.thinks = plan.combinations()
                .map(PlannedCombination::combination)
                .anyMatch(combination -> combination.setting().think());
    }

    /** Empty when only a probe can tell. */
    Optional<ProtocolChoice> withoutProbe(Model model, Benchmark benchmark) {
        Optional<ProtocolChoice> recorded = earlier.protocol(model, benchmark);
        return recorded.isPresent()
                ? recorded
                : whyGenerate(benchmark)
                        .map(reason -> new ProtocolChoice(model.name(), benchmark.name(), Protocol.GENERATE, reason));
    }

    /** True when an earlier invocation chose. */
    boolean recorded(Model model, Benchmark benchmark) {
        return earlier.protocol(model, benchmark).isPresent();
    }

    private Optional<String> whyGenerate(Benchmark benchmark) {
        if (benchmark.lmEval() != null) {
            return Optional.of("lm-eval reads texts");
        }
        if (!benchmark.answer().lettered()) {
            return Optional.of(benchmark.answer() == AnswerKind.NUMBER ? "answers are numbers" : "answers are texts");
        }
        return switch (mode) {
            case GENERATE -> Optional.of("asked for");
            case LOGPROB -> Optional.empty();
            case AUTO -> whyNoLogprobs();
        };
    }

    private Optional<String> whyNoLogprobs() {
        if (severalTemperatures) {
            return Optional.of("several temperatures: one token's probabilities are the same at each");
        }
        if (repeated) {
            return Optional.of("repeats: one token's probabilities are the same in each");
        }
        if (thinks) {
            return Optional.of("thinking is on");
        }
        return server.logprobs().there()
                ? Optional.empty()
                : Optional.of("server version " + server.version() + " gives no log-probabilities");
    }
}
