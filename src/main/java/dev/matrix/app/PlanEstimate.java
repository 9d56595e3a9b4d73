package dev.matrix.app;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.ScoringMode;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.plan.WorkEstimate;
import dev.matrix.plan.WorkEstimator;

/** Guesses the work of a plan before anything is probed: lettered benchmarks are expected to be read by log-probabilities where that is possible. */
final class PlanEstimate {

    private final RunRequest request;
    private final Conversations conversations;
    private final int concurrency;

    PlanEstimate(RunRequest request, Conversations conversations) {
        this(request, conversations, request.server().concurrency().requests());
    }

    /** @param concurrency requests in flight */
    PlanEstimate(RunRequest request, Conversations conversations, int concurrency) {
        this.request = request;
        this.conversations = conversations;
        this.concurrency = concurrency;
    }

    WorkEstimate of(RunPlan plan) {
        return estimator().estimate(plan, this::conversation);
    }

    /** Seconds of one combination, good for setting combinations in proportion to each other. */
    double seconds(PlannedCombination planned) {
        return estimator().seconds(planned, this::conversation);
    }

    private WorkEstimator estimator() {
        return new WorkEstimator(concurrency);
    }

    private Conversation conversation(Combination combination, Item item) {
        return conversations.conversation(
                combination, item, expected(combination), request.measuring().baselineSystem());
    }

    private Protocol expected(Combination combination) {
        RunRequest.Measuring measuring = request.measuring();
        boolean logprob = measuring.scoring() != ScoringMode.GENERATE
                && measuring.repeats() == 1
                && measuring.temperatures().size() == 1
                && !measuring.think()
                && combination.benchmark().lettered();
        return logprob ? Protocol.LOGPROB : Protocol.GENERATE;
    }
}
