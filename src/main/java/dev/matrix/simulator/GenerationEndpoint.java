package dev.matrix.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** {@code /api/chat}, {@code /api/generate} and {@code /v1/chat/completions}: checks, loading, unloading, rendering; replies are made by {@link Conversing}. Thread-safe. */
final class GenerationEndpoint {

    private final SimulatorSettings settings;
    private final Inventory inventory;
    private final Scheduler scheduler;
    private final FaultInjector faults;
    private final ReplyForms forms;
    private final Json json;
    private final ReplyBodies bodies;
    private final Conversing conversing;
    private final Ticker ticker;

    GenerationEndpoint(
            SimulatorSettings settings,
            Inventory inventory,
            Scheduler scheduler,
            FaultInjector faults,
            ReplyForms forms,
            Json json,
            ReplyBodies bodies,
            Conversing conversing,
            Ticker ticker) {
        this.settings = settings;
        this.inventory = inventory;
        this.scheduler = scheduler;
        this.faults = faults;
        this.forms = forms;
        this.json = json;
        this.bodies = bodies;
        this.conversing = conversing;
        this.ticker = ticker;
    }

    void handle(GenerationRequest request, HttpReply reply) throws IOException, InterruptedException, WireException {
        long arrival = ticker.nanos();
        SimulatedModel model = find(request);
        if (request.stage() != FaultStage.CHAT) {
            manage(request, model, reply);
            return;
        }
        try (ChatSpan span = conversing.begin(request, arrival)) {
            talk(request, model, reply, span);
        }
    }

    private SimulatedModel find(GenerationRequest request) throws WireException {
        if (request.model().isEmpty()) {
            throw WireException.notFound("");
        }
        return inventory.find(request.model());
    }

    /** Loads or unloads. */
    private void manage(GenerationRequest request, SimulatedModel model, HttpReply reply)
            throws IOException, InterruptedException, WireException {
        if (struck(request, model, reply)) {
            return;
        }
        if (request.unloads()) {
            scheduler.unload(model);
            send(bodies.withoutTokens(request, "unload"), request, reply);
            return;
        }
        check(request, model);
        lease(request, model).release();
        send(bodies.withoutTokens(request, "load"), request, reply);
    }

    private void talk(GenerationRequest request, SimulatedModel model, HttpReply reply, ChatSpan span)
            throws IOException, InterruptedException, WireException {
        Set<Mode> modes = settings.modesOf(model);
        if (struck(request, model, reply)) {
            return;
        }
        check(request, model);
        Prompt prompt = ChatTemplate.render(request.messages(), model, modes);
        try (Lease lease = lease(request, model)) {
            long loadNanos = ticker.nanos() - span.arrival();
            boolean renders = !modes.contains(Mode.NO_RENDER) && !modes.contains(Mode.OLD_VERSION);
            if (request.renderOnly() && renders) {
                ObjectNode rendered = bodies.rendered(request, prompt);
                lease.release();
                span.end();
                reply.send(200, Json.TYPE, json.bytes(rendered));
                return;
            }
            conversing.reply(new Conversing.Turn(request, model, modes, prompt, lease, loadNanos), span, reply);
        }
    }

    private void check(GenerationRequest request, SimulatedModel model) throws WireException {
        if (model.cloud()) {
            throw new WireException(401, "unauthorized");
        }
        Optional<WireException> refusal = inventory.refusal(model, request);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private Lease lease(GenerationRequest request, SimulatedModel model) throws WireException, InterruptedException {
        return scheduler.acquire(
                model,
                request.options().runner(model, request.shift(), settings.automaticContext()),
                request.keepAlive());
    }

    private boolean struck(GenerationRequest request, SimulatedModel model, HttpReply reply) throws IOException {
        Optional<Fault> fault = faults.next(request.stage(), model.name());
        if (fault.isEmpty()) {
            return false;
        }
        if (fault.get().kind() == Fault.Kind.CRASH) {
            scheduler.crash(model);
        }
        forms.broken(request).instead(fault.get(), reply);
        return true;
    }

    private void send(ObjectNode body, GenerationRequest request, HttpReply reply) throws IOException {
        if (request.stream()) {
            reply.stream(Json.LINES_TYPE);
            reply.lastChunk(json.line(body));
        } else {
            reply.send(200, Json.TYPE, json.bytes(body));
        }
    }
}
