package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Conversation.SingleCall;
import dev.matrix.domain.Item;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.LoadOptions;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.plan.TrialKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** An execution with everything around it faked: no test waits or talks to anybody. */
final class Lab {

    final FakeServer server = new FakeServer();
    final FakeClient client = new FakeClient();
    final List<ExecutionEvent> events = new CopyOnWriteArrayList<>();
    final List<Trial> trials = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final AtomicLong now = new AtomicLong();
    volatile ExecutionSettings settings = Samples.settings(1, 42);
    volatile EarlierWork earlier = EarlierWork.none();
    volatile ConversationSource conversations = Lab::conversation;
    volatile LetterMass letterMass =
            (item, trial) -> trial.deciding().logprobs().isEmpty()
                    ? Double.NaN
                    : Math.exp(trial.deciding().logprobs().get(0).logprob());
    volatile Consumer<Trial> sink = trials::add;
    volatile Consumer<Trial> kept = trial -> {};
    volatile Sleeper sleeper = pauses::add;
    volatile StoppingRule stopping = StoppingRule.none();
    volatile Runnable abort = () -> {};

    MatrixExecution execution() {
        ExecutionPorts ports = new ExecutionPorts(
                server, client, conversations, letterMass, sink(), events::add, stopping, () -> abort.run());
        ExecutionTime time = new ExecutionTime(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), now::get, sleeper);
        return new MatrixExecution(ports, earlier, time, settings, server.info);
    }

    ExecutionSummary run(RunPlan plan) {
        return execution().run(plan);
    }

    /** The shared parts, for tests of one class alone. */
    RunParts parts() {
        ExecutionPorts ports = new ExecutionPorts(
                server, client, conversations, letterMass, sink(), events::add, stopping, () -> abort.run());
        Cancellation cancellation = new Cancellation(() -> abort.run());
        return new RunParts(
                ports,
                earlier,
                new ExecutionTime(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), now::get, sleeper),
                settings,
                server.info,
                cancellation,
                new WorkerPool(settings.concurrency().most(), cancellation, Duration.ofMillis(1500)),
                new ServerHealth(server, cancellation),
                new Tally(),
                new EtaEstimator(settings.concurrency().requests()),
                new TrialKeys(settings.seed()));
    }

    private TrialSink sink() {
        return new TrialSink() {
            @Override
            public void keep(Trial trial) {
                sink.accept(trial);
            }

            @Override
            public void kept(Trial trial) {
                kept.accept(trial);
            }
        };
    }

    ModelWatch watch() {
        return new ModelWatch("m", server.info.promptCounts(), events::add);
    }

    ResidentModel resident() {
        return new ResidentModel(Samples.model("m"), new LoadOptions(2048), BaselineSystem.EMPTY, watch());
    }

    <E extends ExecutionEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<String> warnings() {
        return events(ExecutionEvent.Warning.class).stream()
                .map(ExecutionEvent.Warning::sentence)
                .toList();
    }

    /** Everything that this lab has journaled without failure counts as known. */
    EarlierWork journal(List<ProtocolChoice> protocols) {
        Set<String> done = Set.copyOf(trials.stream()
                .filter(trial -> trial.failure().isEmpty())
                .map(trial -> id(trial.combination(), trial.item(), trial.repeat(), trial.key()))
                .toList());
        List<Trial> replies = List.copyOf(trials);
        return new EarlierWork(
                new KnownTrials() {
                    @Override
                    public BitSet done(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {
                        return Lab.this.done(planned, readBy, baseline, done);
                    }

                    @Override
                    public Optional<Trial> probed(
                            PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
                        String item =
                                planned.items().get(trial / planned.repeats()).id();
                        return replies.stream()
                                .filter(each -> each.readBy() == readBy
                                        && each.failure().isEmpty()
                                        && each.item().equals(item)
                                        && each.combination().equals(planned.id()))
                                .findFirst();
                    }
                },
                protocols,
                Map.of(),
                contexts(),
                Map.of(),
                Map.of());
    }

    private BitSet done(PlannedCombination planned, Protocol readBy, BaselineSystem baseline, Set<String> ids) {
        BitSet done = new BitSet();
        int trial = 0;
        for (Item item : planned.items()) {
            Conversation asked = conversations.conversation(planned.combination(), item, readBy, baseline);
            for (int repeat = 0; repeat < planned.repeats(); repeat++) {
                String key = new TrialKeys(settings.seed()).key(planned.combination(), asked, repeat);
                done.set(trial++, ids.contains(id(planned.id(), item.id(), repeat, key)));
            }
        }
        return done;
    }

    private Map<String, Integer> contexts() {
        Map<String, Integer> contexts = new HashMap<>();
        events(ExecutionEvent.ModelLoaded.class)
                .forEach(loaded -> contexts.merge(loaded.model().name(), loaded.contextTokens(), Math::max));
        return contexts;
    }

    static String id(String combination, String item, int repeat, String key) {
        return combination + " " + item + " " + repeat + " " + key;
    }

    /** Renders as the program does: system turn, item, wrapper. */
    static Conversation conversation(Combination combination, Item item, Protocol readBy, BaselineSystem baseline) {
        Personality personality = combination.personality();
        List<Message> messages = new ArrayList<>();
        if (personality.system() != null) {
            messages.add(Message.system(personality.system()));
        } else if (baseline != BaselineSystem.NONE) {
            boolean vendor = baseline == BaselineSystem.VENDOR;
            messages.add(Message.system(vendor ? combination.model().ownSystem() : ""));
        }
        String wrapper = personality.wrapper();
        messages.add(Message.user(item.question() + (wrapper == null ? "" : "\n\n" + wrapper)));
        int answer = readBy == Protocol.LOGPROB ? 1 : 64;
        if (wrapper == null) {
            return new SingleCall(messages, readBy, answer);
        }
        return combination.benchmark().answer().lettered()
                ? new ReasonThenRead(messages, 256, "So?", readBy, answer)
                : new SingleCall(messages, readBy, 256);
    }

    /** A short name of what a request asks: system text or wrapper, and the item. */
    static String brief(ChatRequest request) {
        String user = FakeClient.user(request);
        return request.model() + " " + FakeClient.system(request) + "|" + user.replace("\n\n", "|");
    }
}
