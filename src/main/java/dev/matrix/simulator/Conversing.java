package dev.matrix.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.simulator.ReplyBodies.Timings;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Makes replies: waits for a slot, takes the time that a reply takes, and sends it whole or in lines. Thread-safe. */
final class Conversing {

    private static final int TOKENS_A_LINE = 12;
    private static final int FEWEST_LINES = 3;
    private static final long BABBLE_NANOS = 200_000;

    private final SimulatorSettings settings;
    private final Speaker speaker;
    private final FaultInjector faults;
    private final FaultEffects effects;
    private final ReplyForms forms;
    private final ReplyBodies bodies;
    private final Pause pause;
    private final StatisticsRecorder recorder;

    Conversing(
            SimulatorSettings settings,
            Speaker speaker,
            FaultInjector faults,
            FaultEffects effects,
            ReplyForms forms,
            ReplyBodies bodies,
            Pause pause,
            StatisticsRecorder recorder) {
        this.settings = settings;
        this.speaker = speaker;
        this.faults = faults;
        this.effects = effects;
        this.forms = forms;
        this.bodies = bodies;
        this.pause = pause;
        this.recorder = recorder;
    }

    ChatSpan begin(GenerationRequest request, long arrival) {
        return new ChatSpan(request.model(), request.continues(), arrival, pause.ticker(), recorder);
    }

    void reply(Turn turn, ChatSpan span, HttpReply reply) throws IOException, InterruptedException, WireException {
        int promptTokens = Overflow.check(turn);
        Completion completion = complete(turn, promptTokens);
        Lease.Entry entry = turn.lease().enter(turn.prompt().sequence());
        long entered = span.enter(turn.prompt().tokens(), entry);
        // The last token is always evaluated: from it the reply begins.
        int fresh = Math.max(1, promptTokens - entry.reused());
        ServiceTime.Split time = settings.serviceTime()
                .of(fresh, completion.count())
                .times(settings.batchSpeed().slowness(entry.together()));
        Pace pace = new Pace(entered, time, promptTokens, completion);
        try {
            if (turn.request().stream()) {
                stream(turn, pace, span, reply);
            } else {
                whole(turn, pace, span, reply);
            }
        } catch (IOException e) {
            recorder.clientLeft();
            throw e;
        } finally {
            leave(turn, span);
        }
    }

    private Completion complete(Turn turn, int promptTokens) {
        GenerationRequest request = turn.request();
        int limit = Overflow.limit(turn, promptTokens);
        Reply said = speaker.reply(request, turn.prompt(), turn.model(), turn.modes(), limit);
        Chance chance = Chance.of("tokens").with(said.text());
        boolean endless = turn.modes().contains(Mode.IGNORES_NUM_PREDICT);
        return Completion.of(said, request.options().stop(), endless ? Integer.MAX_VALUE : limit, chance);
    }

    private void whole(Turn turn, Pace pace, ChatSpan span, HttpReply reply) throws IOException, InterruptedException {
        Completion completion = pace.completion();
        ObjectNode body =
                bodies.part(turn.request(), completion, 0, completion.tokens().size(), alternatives(turn));
        pause.until(pace.end());
        finish(body, turn, pace, span);
        reply.send(200, Json.TYPE, forms.of(turn.request()).whole(body));
    }

    private void stream(Turn turn, Pace pace, ChatSpan span, HttpReply reply) throws IOException, InterruptedException {
        Optional<Fault> fault = faults.next(FaultStage.STREAM, turn.model().name());
        ReplyForm form = forms.of(turn.request());
        reply.stream(form.streamType());
        int lines = pace.lines();
        int tokens = pace.completion().tokens().size();
        for (int line = 0; line < lines; line++) {
            pause.until(pace.at(line + 1, lines));
            int from = (int) ((long) tokens * line / lines);
            int to = (int) ((long) tokens * (line + 1) / lines);
            reply.chunk(form.piece(bodies.part(turn.request(), pace.completion(), from, to, alternatives(turn))));
            if (fault.isPresent()) {
                break;
            }
        }
        if (fault.isPresent()) {
            strike(fault.get(), turn, pace, span, reply);
            return;
        }
        pause.until(pace.end());
        ObjectNode last = bodies.empty(turn.request());
        finish(last, turn, pace, span);
        reply.lastChunk(form.last(last));
    }

    private void strike(Fault fault, Turn turn, Pace pace, ChatSpan span, HttpReply reply)
            throws IOException, InterruptedException {
        switch (fault.kind()) {
            case LOOP -> babble(turn, pace.completion(), 1, reply);
            case ENDLESS ->
                babble(turn, pace.completion(), pace.completion().tokens().size(), reply);
            default -> {
                effects.apply(fault, turn.model());
                leave(turn, span);
                forms.broken(turn.request()).inside(fault, reply);
            }
        }
    }

    /** Says the first tokens again and again, at the pace of a fast model, until the client leaves. */
    private void babble(Turn turn, Completion completion, int tokens, HttpReply reply)
            throws IOException, InterruptedException {
        ReplyForm form = forms.of(turn.request());
        int period = Math.min(tokens, completion.tokens().size());
        for (int place = 0; ; place = period == 0 ? 0 : (place + 1) % period) {
            pause.until(pause.ticker().nanos() + BABBLE_NANOS);
            int end = Math.min(place + 1, period);
            reply.chunk(form.piece(bodies.part(turn.request(), completion, place, end, alternatives(turn))));
        }
    }

    private void finish(ObjectNode body, Turn turn, Pace pace, ChatSpan span) {
        long total = pause.ticker().nanos() - span.arrival();
        bodies.finish(
                body,
                pace.completion().doneReason(),
                new Timings(
                        total,
                        turn.loadNanos(),
                        pace.promptTokens(),
                        pace.time().promptNanos(),
                        pace.completion().count(),
                        pace.time().generateNanos()));
        turn.lease().generated(ChatTemplate.answered(turn.prompt(), pace.completion()));
        leave(turn, span);
    }

    /** Ends before the last bytes go out: a client that has them may ask again at once and must find a free slot. */
    private static void leave(Turn turn, ChatSpan span) {
        span.leave();
        turn.lease().release();
        span.end();
    }

    /** How many alternatives to tell a token; -1 for no log-probabilities at all. */
    private static int alternatives(Turn turn) {
        boolean none = turn.modes().contains(Mode.NO_LOGPROBS) || turn.modes().contains(Mode.OLD_VERSION);
        return turn.request().logprobs() && !none ? turn.request().topLogprobs() : -1;
    }

    /**
     * A request that is being answered.
     *
     * @param loadNanos from its arrival until the model was ready
     */
    record Turn(
            GenerationRequest request,
            SimulatedModel model,
            Set<Mode> modes,
            Prompt prompt,
            Lease lease,
            long loadNanos) {}

    /**
     * When what is sent.
     *
     * @param entered when the slot was taken
     * @param time of the whole reply
     */
    private record Pace(long entered, ServiceTime.Split time, int promptTokens, Completion completion) {

        long end() {
            return entered + time.promptNanos() + time.generateNanos();
        }

        /** When a line is sent: lines are spread evenly over the time of generation. */
        long at(int line, int lines) {
            return entered + time.promptNanos() + time.generateNanos() * line / lines;
        }

        /** A few tokens a line; a reply without tokens has no line but its last. */
        int lines() {
            int tokens = completion.tokens().size();
            return Math.min(tokens, Math.max(FEWEST_LINES, tokens / TOKENS_A_LINE));
        }
    }
}
