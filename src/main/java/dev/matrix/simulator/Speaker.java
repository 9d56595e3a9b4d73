package dev.matrix.simulator;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Message;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Words replies: a deterministic function of the model, the messages, and (over temperature 0) the seed. A share of {@value #ZOO_SHARE} of the generated replies
 * comes in a form that was not asked for. Thread-safe.
 */
final class Speaker {

    /** Share of replies that come in a form from {@link ReplyZoo}. */
    static final double ZOO_SHARE = 0.46;

    /** Share of long replies that lose their way. */
    private static final double LOOP_SHARE = 0.01;

    private static final int LONG = 256;
    private static final String REASONS = "step by step";
    private static final String UNKNOWN = "I am not sure.";
    private static final String MARKER = "####";

    private final Knowledge knowledge;
    private final Mind mind = new Mind();
    private final Reasoning reasoning = new Reasoning();

    Speaker(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    Reply reply(GenerationRequest request, Prompt prompt, SimulatedModel model, Set<Mode> modes, int limit) {
        long seed = request.options().temperature() > 0 ? request.options().seed() : 0;
        Chance chance = style(model, request.messages(), seed);
        Optional<Question> question = knowledge.find(request.messages());
        Reply reply = question.map(known -> answer(
                        known,
                        new Listener(
                                model,
                                prompt.system(),
                                known.turn().toLowerCase(Locale.ROOT).contains(REASONS),
                                request.options().temperature(),
                                seed),
                        new Situation(chance, limit, request.logprobs(), modes, marks(request.messages()))))
                .orElseGet(() -> Reply.of(UNKNOWN, "unknown"));
        String about = question.map(Question::turn).orElse(UNKNOWN);
        return thoughtful(reply, about, request, model, modes, chance);
    }

    private Reply thoughtful(
            Reply reply,
            String about,
            GenerationRequest request,
            SimulatedModel model,
            Set<Mode> modes,
            Chance chance) {
        boolean only = modes.contains(Mode.THINKING_ONLY);
        boolean can = modes.contains(Mode.THINKING) || model.capabilities().contains("thinking");
        if (only) {
            return Reply.of("", "thinking-only").thinking(reasoning.about(about, 6, chance));
        }
        return can && request.think().orElse(true) ? reply.thinking(reasoning.about(about, 3, chance)) : reply;
    }

    private Reply answer(Question question, Listener listener, Situation situation) {
        Choice choice = mind.decide(question, listener);
        boolean reasons = listener.reasons() && question.direct();
        if (situation.logprobs() && choice.lettered() && !reasons) {
            return letter(choice, listener.model(), situation);
        }
        if (situation.limit() >= LONG
                && question.direct()
                && situation.chance().with("loop").unit() < LOOP_SHARE) {
            return Reply.of(reasoning.loop(question.turn(), situation.limit() * 2, situation.chance()), "loop");
        }
        if (reasons) {
            return reasoned(question, choice, situation);
        }
        return situation.chance().with("zoo").unit() < ZOO_SHARE
                ? fromZoo(question, choice, situation.chance())
                : asAsked(question, choice, situation);
    }

    /** Where log-probabilities are wanted, the first token is the most probable one. */
    private static Reply letter(Choice choice, SimulatedModel model, Situation situation) {
        Distribution first = Distribution.letters(choice, model, situation.modes(), situation.chance());
        String token = first.top().token();
        boolean plain = token.strip().equals(choice.answer());
        return new Reply(
                "",
                plain ? token : token + " answer is " + choice.answer() + ".",
                plain ? "letter" : "letter-late",
                Optional.of(first));
    }

    private Reply reasoned(Question question, Choice choice, Situation situation) {
        boolean number = question.benchmark().answer() == AnswerKind.NUMBER;
        String text = reasoning.about(question.turn(), number ? 9 : 4, situation.chance());
        if (choice.lettered()) {
            return Reply.of(text + "\nSo the best option is " + choice.answer() + ". " + choice.text(), "reasoning");
        }
        Reply end = situation.chance().with("zoo").unit() < ZOO_SHARE
                ? fromZoo(question, choice, situation.chance())
                : Reply.of(marked(choice, situation), "asked-after-reasoning");
        return Reply.of(text + "\n" + end.text(), end.format());
    }

    private static Reply fromZoo(Question question, Choice choice, Chance chance) {
        List<ReplyFormat> formats = switch (question.benchmark().answer()) {
            case NUMBER -> ReplyZoo.NUMBERS;
            case TEXT -> ReplyZoo.TEXTS;
            default -> ReplyZoo.LETTERS;
        };
        ReplyFormat format = formats.get(chance.with("format").below(formats.size()));
        return Reply.of(format.write(choice), format.name());
    }

    private Reply asAsked(Question question, Choice choice, Situation situation) {
        if (question.benchmark().answer() != AnswerKind.NUMBER) {
            return Reply.of(choice.answer(), "asked");
        }
        return Reply.of(
                reasoning.about(question.turn(), 2, situation.chance()) + "\n" + marked(choice, situation), "asked");
    }

    private static String marked(Choice choice, Situation situation) {
        return situation.marks() ? MARKER + " " + choice.answer() : "The answer is " + choice.answer() + ".";
    }

    private static boolean marks(List<Message> messages) {
        return messages.stream().anyMatch(message -> message.content().contains(MARKER));
    }

    private static Chance style(SimulatedModel model, List<Message> messages, long seed) {
        Chance chance = Chance.of("style").with(model.digest()).with(seed);
        for (Message message : messages) {
            chance = chance.with(message.role()).with(message.content());
        }
        return chance;
    }

    /**
     * What shapes a reply besides the answer.
     *
     * @param chance of this conversation
     * @param limit tokens that may be generated
     * @param logprobs whether log-probabilities are wanted
     * @param modes the model's peculiarities
     * @param marks whether the task or an example shows an answer after {@value #MARKER}
     */
    private record Situation(Chance chance, int limit, boolean logprobs, Set<Mode> modes, boolean marks) {}
}
