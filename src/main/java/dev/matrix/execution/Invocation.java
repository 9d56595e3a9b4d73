package dev.matrix.execution;

import dev.matrix.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;

/** One invocation after the servers have answered: says what is known from earlier, then lets every host go from model to model. */
final class Invocation {

    private final Hosts hosts;
    private final List<RunParts> parts;
    private final RunPlan plan;
    private final ModelQueue queue;
    private final List<ModelBooks> books;
    private final List<HostTurns> turns = new ArrayList<>();

    /** @param parts one a host, in their order */
    Invocation(Hosts hosts, List<RunParts> parts, RunPlan plan) {
        this.hosts = hosts;
        this.parts = parts;
        this.plan = plan;
        RunParts first = parts.get(0);
        ProtocolRules rules = rules(first);
        this.books = plan.models().stream()
                .map(model -> ModelBooks.open(first, rules, model))
                .toList();
        this.queue = new ModelQueue(hosts, books, first.cancellation());
        for (int host = 0; host < parts.size(); host++) {
            turns.add(new HostTurns(host, hosts, parts, plan, queue, books));
        }
    }

    /**
     * Runs until nothing is left that a living host could ask, or the cancellation.
     *
     * @param threads one a host; not used where there is one host, which is driven by the calling thread
     */
    void run(WorkerPool threads) {
        sayStarted();
        for (RunParts each : parts) {
            each.eta().within(each.ports().stopping()::nanosLeft);
            books.forEach(model -> each.eta().planned(model.model(), model.waiting()));
        }
        if (hosts.alone()) {
            turns.get(0).run();
        } else {
            runHosts(threads);
        }
        parts.forEach(this::sayStuck);
    }

    private void runHosts(WorkerPool threads) {
        sayComplete();
        if (queue.isOpen()) {
            threads.onEachWorker(host -> turns.get(host).measure());
        }
        threads.onEachWorker(host -> turns.get(host).run());
    }

    /** Why a server that is lost was lost, unless it was said when its model went to another host. */
    private void sayStuck(RunParts each) {
        boolean said = !hosts.alone() && each.health().state() == ServerHealth.State.SERVER_LOST;
        if (!each.cancellation().isCancelled() && !said) {
            each.health().allAsked();
            if (each.health().state() == ServerHealth.State.SERVER_LOST) {
                each.warn(each.health().error());
            }
        }
    }

    /** Of models that stay where they were asked, of whatever host that was. */
    private void sayComplete() {
        RunParts first = parts.get(0);
        ProtocolRules rules = rules(first);
        for (int number = 0; number < books.size(); number++) {
            ModelBooks model = books.get(number);
            if (model.isComplete()) {
                new ModelSession(first, rules, model.model(), model.works()).run(number + 1, books.size());
            }
        }
    }

    private ProtocolRules rules(RunParts each) {
        return new ProtocolRules(plan, each.earlier(), each.settings().scoring(), each.server());
    }

    /** True when hosts that are gone or stuck leave something to a resume. */
    boolean lost() {
        return queue.allLost()
                || !queue.left().isEmpty()
                || parts.stream().allMatch(each -> each.health().state() == ServerHealth.State.SERVER_LOST);
    }

    private void sayStarted() {
        parts.get(0)
                .say(new ExecutionEvent.RunStarted(
                        books.stream().mapToInt(each -> each.matrix().size()).sum(),
                        books.stream().mapToInt(ModelBooks::complete).sum(),
                        books.stream().mapToInt(ModelBooks::trials).sum(),
                        books.stream().mapToInt(ModelBooks::ended).sum(),
                        parts.get(0).settings().concurrency().most() * parts.size()));
    }
}
