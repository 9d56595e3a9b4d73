package dev.matrix.execution;

import dev.matrix.domain.Model;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.RunPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What one host does in an invocation: model after model, as the queue hands them out. Driven by one thread. */
final class HostTurns {

    private final int number;
    private final Hosts hosts;
    private final List<RunParts> all;
    private final RunParts parts;
    private final RunPlan plan;
    private final ModelQueue queue;
    private final List<ModelBooks> known;

    /**
     * @param number of the host, from 0
     * @param all parts of all hosts
     * @param known the plan's books as the first host opens them
     */
    HostTurns(int number, Hosts hosts, List<RunParts> all, RunPlan plan, ModelQueue queue, List<ModelBooks> known) {
        this.number = number;
        this.hosts = hosts;
        this.all = all;
        this.parts = all.get(number);
        this.plan = plan;
        this.queue = queue;
        this.known = known;
    }

    /** Finds out how fast the host is, on the smallest model that all have, else on its own smallest. */
    void measure() {
        Host host = hosts.all().get(number);
        Optional<Model> common = smallest(
                model -> hosts.all().stream().allMatch(each -> each.models().contains(model.name())));
        Optional<Model> model = common.or(() -> smallest(each -> hosts.has(number, each)));
        if (host.speed().isPresent()) {
            double speed = host.speed().getAsDouble();
            queue.measured(number, speed);
            parts.say(new ExecutionEvent.HostMeasured(host.address(), speed, "as an earlier invocation measured it"));
        } else if (model.isPresent()) {
            SpeedProbe.Finding found = new SpeedProbe(parts).measure(model.get(), common.isEmpty());
            if (found.speed() != null) {
                queue.measured(number, found.speed());
            } else {
                queue.notMeasured(number);
            }
            parts.say(new ExecutionEvent.HostMeasured(host.address(), found.speed(), found.evidence()));
        }
    }

    private Optional<Model> smallest(Predicate<Model> chosen) {
        return plan.models().stream()
                .map(ModelPlan::model)
                .filter(chosen)
                .min(Comparator.comparingDouble(Model::sizeOrGuess).thenComparing(Model::name));
    }

    /** Asks models until none comes any more, the host is lost, or the run is cancelled. */
    void run() {
        Optional<ModelJob> job = queue.next(number);
        while (job.isPresent()) {
            turn(job.get());
            job = queue.next(number);
        }
    }

    private void turn(ModelJob job) {
        boolean moved = job.home().isPresent() && job.home().getAsInt() != number;
        RunParts its = moved ? parts.afresh() : parts;
        ProtocolRules rules =
                new ProtocolRules(plan, its.earlier(), its.settings().scoring(), its.server());
        if (!hosts.alone()) {
            sayPlaced(job, moved);
        }
        ModelBooks books = number == 0 && !moved
                ? known.get(job.number())
                : ModelBooks.open(its, rules, plan.models().get(job.number()));
        queue.doing(number, () -> (double) books.ended() / Math.max(1, books.trials()));
        new ModelSession(its, rules, books.model(), books.works()).run(job.number() + 1, known.size());
        if (its.health().state() == ServerHealth.State.SERVER_LOST) {
            if (!hosts.alone() && !its.cancellation().isCancelled()) {
                sayLost(books, job);
                if (!books.whole()) {
                    comesBack(plan.models().get(job.number()));
                }
            }
            queue.lost(number, books.whole(), books.ended());
        } else if (!hosts.alone() && !its.cancellation().isCancelled() && books.isWithoutReply()) {
            if (queue.hasOther(number, job)) {
                sayFailed(books);
                comesBack(plan.models().get(job.number()));
            }
            queue.failed(number, books.ended());
        } else {
            queue.done(number);
        }
    }

    /** Whoever takes the model over has all of it to do. */
    private void comesBack(ModelPlan model) {
        RunParts fresh = parts.afresh();
        ProtocolRules rules =
                new ProtocolRules(plan, fresh.earlier(), fresh.settings().scoring(), fresh.server());
        Map<TimingClass, Integer> waiting = ModelBooks.open(fresh, rules, model).waiting();
        others().forEach(each -> each.eta().planned(model.model(), waiting));
    }

    private Stream<RunParts> others() {
        return IntStream.range(0, all.size()).filter(host -> host != number).mapToObj(all::get);
    }

    private void sayPlaced(ModelJob job, boolean moved) {
        others().forEach(each -> each.eta().takenElsewhere(job.model()));
        String before = moved ? hosts.all().get(job.home().orElseThrow()).address() : null;
        parts.say(new ExecutionEvent.ModelPlaced(
                job.model(),
                hosts.all().get(number).address(),
                evidence(job, moved),
                before,
                moved ? job.trials() : 0,
                moved ? job.combinations() : 0));
    }

    private String evidence(ModelJob job, boolean moved) {
        if (!moved && job.home().isPresent()) {
            return "it has answered a part of it already";
        }
        if (!queue.hasOther(number, job)) {
            return moved ? "the only host left that has it" : "the only host that has it";
        }
        return String.format(
                Locale.ROOT,
                "free at that time, and no other host would be done with it earlier (guessed work %.0f s)",
                job.seconds());
    }

    private void sayFailed(ModelBooks books) {
        String why = books.works().stream()
                .flatMap(work -> work.givenUp().stream())
                .findFirst()
                .orElse("every trial failed");
        parts.warn("host " + hosts.all().get(number).address() + " gave no reply of "
                + books.model().name() + ", which is asked on another host (" + why + ")");
    }

    private void sayLost(ModelBooks books, ModelJob job) {
        Model model = books.model();
        String consequence = books.whole()
                ? model.name() + " had been asked to its end"
                : queue.hasOther(number, job)
                        ? model.name() + " is asked whole on another host"
                        : "no other host has " + model.name() + ", which a resume completes";
        parts.say(new ExecutionEvent.HostLost(
                hosts.all().get(number).address(), parts.health().error(), consequence));
    }
}
