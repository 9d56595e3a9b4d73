package dev.matrix.prompt;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Conversation.SingleCall;
import dev.matrix.domain.Item;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Renders the exact messages of an item: the system message, each few-shot example as a user and an assistant turn, and the item's user turn with the
 * personality's wrapper after it. lm-eval's own tasks get lm-eval's messages, whatever stands for a missing system prompt elsewhere. Errors in a benchmark's templates are {@link MatrixException} of kind USAGE. Thread-safe.
 */
public final class PromptRenderer {

    /** What lm-eval's tasks give a reply that reasons. */
    private static final int COT_TOKENS = 1024;

    private final ItemTemplates templates = new ItemTemplates();
    private final LmEvalMessages lmEval = new LmEvalMessages(templates);

    /**
     * The calls for an item.
     *
     * @param shots the solved examples to show, in order
     * @param readBy {@link Protocol#LOGPROB} or {@link Protocol#GENERATE}: what the model uses for this benchmark without reasoning
     * @param baseline what to send where the personality has no system prompt
     */
    public Conversation render(
            Combination combination, Item item, List<Item> shots, Protocol readBy, BaselineSystem baseline) {
        Benchmark benchmark = combination.benchmark();
        Personality personality = combination.personality();
        if (benchmark.lmEval() != null) {
            return lmEval.render(combination, benchmark.lmEval(), item, shots);
        }
        List<Message> messages = new ArrayList<>();
        system(combination, baseline).map(Message::system).ifPresent(messages::add);
        for (Item shot : shots) {
            messages.add(Message.user(templates.question(benchmark, shot)));
            messages.add(Message.assistant(templates.shotAnswer(benchmark, shot)));
        }
        messages.add(Message.user(personality.wrapped(templates.question(benchmark, item))));
        return conversation(benchmark, personality, messages, readBy);
    }

    /** lm-eval renders examples and items alike and asks once: the wrapper stands in every user turn, and the reply's last explicit answer counts. */
    public Conversation renderEachTurnWrapped(
            Combination combination, Item item, List<Item> shots, BaselineSystem baseline) {
        Personality personality = combination.personality();
        Personality plain = new Personality(personality.name(), personality.system(), null);
        Combination without =
                new Combination(combination.model(), plain, combination.benchmark(), combination.setting());
        List<Message> messages = render(without, item, shots, Protocol.GENERATE, baseline).messages().stream()
                .map(message ->
                        message.role().equals("user") ? Message.user(personality.wrapped(message.content())) : message)
                .toList();
        return new SingleCall(messages, Protocol.GENERATE_COT, COT_TOKENS);
    }

    private static Optional<String> system(Combination combination, BaselineSystem baseline) {
        if (combination.personality().system() != null) {
            return Optional.of(combination.personality().system());
        }
        return switch (baseline) {
            case EMPTY -> Optional.of("");
            case VENDOR -> Optional.of(combination.model().ownSystem());
            case NONE -> Optional.empty();
        };
    }

    private static Conversation conversation(
            Benchmark benchmark, Personality personality, List<Message> messages, Protocol readBy) {
        int answer = readBy == Protocol.LOGPROB ? 1 : benchmark.limits().answer();
        if (!personality.reasons()) {
            return new SingleCall(messages, readBy, answer);
        }
        int reasoning = benchmark.limits().reasoning();
        if (!benchmark.answer().lettered()) {
            return new SingleCall(messages, readBy, reasoning);
        }
        String closing = benchmark.format().closingQuestion();
        if (closing.isBlank()) {
            throw MatrixException.usage("benchmark '" + benchmark.name() + "' has no prompt.closing_question, which '"
                    + personality.name() + "' needs to read an answer after the reasoning; add one to its file");
        }
        return new ReasonThenRead(messages, reasoning, closing, readBy, answer);
    }
}
