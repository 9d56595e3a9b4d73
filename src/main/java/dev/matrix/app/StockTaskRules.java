package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.MatrixException;

/** What a request may not ask of lm-eval's own tasks, because lm-eval would not do it so: the scores would no longer be lm-eval's. */
final class StockTaskRules {

    private final RunRequest request;

    StockTaskRules(RunRequest request) {
        this.request = request;
    }

    /**
     * Checks one benchmark of the run; matrix's own may have anything.
     *
     * @throws MatrixException of kind USAGE that names the option
     */
    void require(Benchmark benchmark) {
        if (benchmark.lmEval() == null) {
            return;
        }
        RunRequest.Measuring measuring = request.measuring();
        if (request.isGiven("--sample") && measuring.stratified()) {
            throw refusal(benchmark, "takes the first items of each task, as lm-eval does", "--sample stratified");
        }
        if (measuring.temperatures().stream().anyMatch(temperature -> temperature.signum() != 0)) {
            throw refusal(benchmark, "is asked at temperature 0, as lm-eval does", "--temperatures");
        }
        if (measuring.repeats() > 1) {
            throw refusal(benchmark, "is asked once an item, as lm-eval does", "--repeats");
        }
    }

    private static MatrixException refusal(Benchmark benchmark, String rule, String option) {
        return MatrixException.usage(
                benchmark.name() + " " + rule + "; leave out " + option + ", or run it without this benchmark.");
    }
}
