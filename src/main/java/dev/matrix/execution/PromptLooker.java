package dev.matrix.execution;

import dev.matrix.domain.Call;
import dev.matrix.domain.Combination;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.execution.CallRunner.Purpose;
import dev.matrix.execution.ReachJudge.Seen;
import dev.matrix.inference.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for one token to learn how many tokens a prompt has, and has it rendered where the server can. None of it is a trial. Thread-safe. */
final class PromptLooker {

    private static final String ONE_WORD = "Hi";
    private static final Seen NOTHING = new Seen(-1, Optional.empty());

    private final RunParts parts;
    private final CallRunner calls;
    private final TrialTask example;

    /**
     * A looker.
     *
     * @param example the benchmark, setting and item that stand for all; its personality does not matter
     */
    PromptLooker(RunParts parts, CallRunner calls, TrialTask example) {
        this.parts = parts;
        this.calls = calls;
        this.example = example;
    }

    /** The prompt of a personality, with the variants that its verdict needs: without rendering, counts have to be compared. */
    PromptLook look(ResidentModel resident, Personality personality) {
        Combination planned = example.combination();
        Combination combination = new Combination(planned.model(), personality, planned.benchmark(), planned.setting());
        List<Message> messages = parts.ports()
                .conversations()
                .conversation(combination, example.item(), Protocol.GENERATE, resident.baseline())
                .messages();
        Optional<Call> reply = ask(resident, messages);
        boolean answered = reply.filter(call -> call.failure() == null).isPresent();
        // A model that does not answer would be waited for once more.
        Seen own = answered ? new Seen(tokens(reply), render(resident, messages)) : NOTHING;
        String system = personality.system();
        String sent = system(messages);
        // A task's description in the baseline would be taken for a text that the template adds.
        boolean described = planned.benchmark().lmEval() != null && !sent.isEmpty();
        return new PromptLook(
                messages,
                reply.orElse(null),
                own,
                system == null ? NOTHING : foldedVariant(resident, folded(messages, sent), own),
                system == null && !described && own.rendered().isEmpty()
                        ? variant(resident, withSystem(messages, ONE_WORD), own)
                        : NOTHING);
    }

    /** One token after these messages. */
    Optional<Call> ask(ResidentModel resident, List<Message> messages) {
        return calls.call(
                Question.of(request(resident, messages), resident.watch()),
                resident.watch(),
                new Purpose(example.combination(), example.item(), false));
    }

    /** An explicit empty system message keeps a Modelfile's own SYSTEM out; in a count it would count itself. */
    private Seen foldedVariant(ResidentModel resident, List<Message> turns, Seen own) {
        if (own.rendered().isPresent() && !resident.model().ownSystem().isEmpty()) {
            Seen explicit = variant(resident, withSystem(turns, ""), own);
            if (explicit.rendered().isPresent()) {
                return explicit;
            }
        }
        return variant(resident, turns, own);
    }

    private Seen variant(ResidentModel resident, List<Message> messages, Seen own) {
        if (own.rendered().isPresent()) {
            return new Seen(-1, render(resident, messages));
        }
        return own.tokens() < 0 ? NOTHING : new Seen(tokens(ask(resident, messages)), Optional.empty());
    }

    private Optional<String> render(ResidentModel resident, List<Message> messages) {
        try {
            return parts.cancellation()
                    .interruptibly(() -> parts.ports().server().render(request(resident, messages)))
                    .flatMap(text -> text);
        } catch (MatrixException e) {
            // Only evidence is lost: what fails here fails again where it counts.
            return Optional.empty();
        }
    }

    private ChatRequest request(ResidentModel resident, List<Message> messages) {
        return new ChatRequest(
                resident.model().name(),
                messages,
                resident.options(),
                parts.keys().sampling(example.combination(), 0),
                1,
                false,
                example.combination().setting().think());
    }

    private static int tokens(Optional<Call> reply) {
        return reply.filter(call -> call.failure() == null)
                .map(call -> call.metrics().promptTokens())
                .orElse(-1);
    }

    private static String system(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.role().equals("system"))
                .findFirst()
                .map(Message::content)
                .orElse("");
    }

    private static List<Message> folded(List<Message> messages, String system) {
        List<Message> turns = new ArrayList<>(withoutSystem(messages));
        if (!turns.isEmpty()) {
            Message head = turns.get(0);
            turns.set(0, new Message(head.role(), system + "\n\n" + head.content()));
        }
        return turns;
    }

    private static List<Message> withSystem(List<Message> messages, String system) {
        List<Message> turns = new ArrayList<>(withoutSystem(messages));
        turns.add(0, Message.system(system));
        return turns;
    }

    private static List<Message> withoutSystem(List<Message> messages) {
        return messages.stream()
                .filter(message -> !message.role().equals("system"))
                .toList();
    }
}
