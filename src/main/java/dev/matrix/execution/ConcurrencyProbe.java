package dev.matrix.execution;

import dev.matrix.domain.Call;
import dev.matrix.domain.Concurrency;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Protocol;
import dev.matrix.execution.CallRunner.Purpose;
import dev.matrix.execution.ConcurrencyChoice.Level;
import dev.matrix.inference.ChatRequest;
import dev.matrix.plan.WorkEstimator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures with how many requests in flight the resident model gives most tokens a second. It asks real questions of the plan, of the kind on which the model
 * will spend most of its time, each worker those of a combination of its own as in the run. Its replies are no trials: they come from batches of other sizes
 * than those of the run. Driven by the coordinating thread.
 */
final class ConcurrencyProbe {

    /** Longer replies would tell no more of the speed, and cost more. */
    private static final int MOST_TOKENS = 64;

    private final RunParts parts;
    private final CallRunner calls;
    private final ResidentModel resident;
    private final TrialRunner trials;
    private double promptTokens;

    ConcurrencyProbe(RunParts parts, CallRunner calls, ResidentModel resident) {
        this.parts = parts;
        this.calls = calls;
        this.resident = resident;
        this.trials = new TrialRunner(parts, calls, resident);
    }

    /**
     * Climbs the ladder; the pool is left as wide as its last step.
     *
     * @return empty when the run, the server or the model came to an end meanwhile, or nothing is left to ask
     */
    Optional<ConcurrencyChoice> choose(List<CombinationWork> works) {
        List<CombinationWork> open = works.stream()
                .filter(work -> work.givenUp().isEmpty() && !work.finished())
                .filter(work -> !work.combination().isControl())
                .filter(work -> !work.planned().items().isEmpty())
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        List<CombinationWork> longest = longest(open);
        ConcurrencyLadder ladder =
                new ConcurrencyLadder(resident.model().name(), left(open), Concurrency.MOST_MEASURED);
        int asked = 0;
        for (OptionalInt next = ladder.next(); next.isPresent(); next = ladder.next()) {
            Level level = measure(next.getAsInt(), longest, asked);
            parts.health().phaseEnds();
            if (!parts.goesOn()) {
                return Optional.empty();
            }
            ladder.add(level);
            asked += level.requests();
        }
        return Optional.of(ladder.choice());
    }

    private static int left(List<CombinationWork> open) {
        return open.stream()
                .mapToInt(work -> work.planned().trials() - work.ended())
                .sum();
    }

    /** The combinations of the kind that takes longest, all together. */
    private List<CombinationWork> longest(List<CombinationWork> open) {
        WorkEstimator estimator = new WorkEstimator(1);
        Map<TimingClass, Double> seconds = new HashMap<>();
        for (CombinationWork work : open) {
            double takes = estimator.seconds(
                    work.planned(),
                    (combination, item) -> parts.ports()
                            .conversations()
                            .conversation(combination, item, readBy(work), resident.baseline()));
            seconds.merge(timing(work), takes, Double::sum);
        }
        TimingClass longest = open.stream()
                .map(ConcurrencyProbe::timing)
                .max((a, b) -> Double.compare(seconds.getOrDefault(a, 0.0), seconds.getOrDefault(b, 0.0)))
                .orElseThrow();
        return open.stream().filter(work -> timing(work).equals(longest)).toList();
    }

    private static TimingClass timing(CombinationWork work) {
        return TimingClass.of(work.combination().benchmark(), work.combination().personality(), readBy(work));
    }

    /** Where the protocol is open, log-probabilities are expected. */
    private static Protocol readBy(CombinationWork work) {
        return work.readBy().orElse(Protocol.LOGPROB);
    }

    private Level measure(int inFlight, List<CombinationWork> works, int asked) {
        parts.say(new ExecutionEvent.Waiting("measuring how many requests at a time suit "
                + resident.model().name() + ": " + inFlight + " in flight"));
        parts.pool().width(inFlight);
        int requests = ConcurrencyLadder.requests(inFlight);
        AtomicInteger taken = new AtomicInteger();
        Queue<TimedReply> replies = new ConcurrentLinkedQueue<>();
        parts.pool().onEachWorker(worker -> {
            CombinationWork work = works.get(worker % works.size());
            int number = taken.getAndIncrement();
            while (number < requests && parts.goesOn()) {
                ask(worker, work, question(work, asked + number)).ifPresent(replies::add);
                number = taken.getAndIncrement();
            }
        });
        List<TimedReply> all = List.copyOf(replies);
        if (inFlight == 1) {
            promptTokens = LevelFigures.promptTokens(all);
        }
        return new LevelFigures(inFlight, all, promptTokens).level();
    }

    private Question question(CombinationWork work, int number) {
        int item = number % work.planned().items().size();
        Question whole = trials.prepare(
                        new TrialTask(work, item * work.planned().repeats(), readBy(work)))
                .first();
        ChatRequest request = whole.request();
        return Question.of(
                new ChatRequest(
                        request.model(),
                        request.messages(),
                        request.load(),
                        request.sampling(),
                        Math.min(MOST_TOKENS, request.maxTokens()),
                        request.logprobs(),
                        request.think(),
                        request.verbatim()),
                resident.watch());
    }

    private Optional<TimedReply> ask(int worker, CombinationWork work, Question question) {
        long start = parts.time().nanos();
        Optional<Call> call = calls.call(
                question,
                resident.watch(),
                new Purpose(work.combination(), work.planned().items().get(0), false));
        return call.map(each -> new TimedReply(worker, start, parts.time().nanos(), replied(each), each.metrics()));
    }

    /** A reply that could not be scored took its time all the same. */
    private static boolean replied(Call call) {
        Failure failure = call.failure();
        return failure == null || failure.kind() == FailureKind.PROMPT_CUT || MissingLogprobs.is(failure);
    }
}
