package dev.matrix.simulator;

import dev.matrix.domain.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Renders conversations in the ChatML manner, with the peculiarities of templates that a mode asks for. Stateless. */
final class ChatTemplate {

    private static final String DEFAULT_SYSTEM = "You are a helpful assistant.";
    private static final String START = "<|im_start|>";
    private static final String END = "<|im_end|>\n";

    private ChatTemplate() {}

    /** The prompt of a conversation. */
    static Prompt render(List<Message> messages, SimulatedModel model, Set<Mode> modes) throws WireException {
        List<Message> turns = withSystem(messages, model, modes);
        String system = turns.isEmpty() || !turns.get(0).role().equals("system")
                ? ""
                : turns.get(0).content();
        if (modes.contains(Mode.SYSTEM_DROPPED)) {
            system = "";
            turns.removeIf(turn -> turn.role().equals("system"));
        } else if (modes.contains(Mode.SYSTEM_FOLDED)) {
            fold(turns, system);
        }
        return written(turns, system);
    }

    private static List<Message> withSystem(List<Message> messages, SimulatedModel model, Set<Mode> modes)
            throws WireException {
        List<Message> turns = new ArrayList<>(messages);
        boolean sent = messages.get(0).role().equals("system");
        if (!sent && !model.ownSystem().isEmpty()) {
            turns.add(0, Message.system(model.ownSystem()));
        }
        boolean present = turns.get(0).role().equals("system");
        boolean blank = !present || turns.get(0).content().isBlank();
        if (present && blank && modes.contains(Mode.REFUSES_EMPTY_SYSTEM)) {
            throw WireException.badRequest("{\"error\":{\"code\":400,\"message\":\"the template refuses an empty system"
                    + " message\",\"type\":\"invalid_request_error\"}}");
        }
        if (blank && modes.contains(Mode.DEFAULT_SYSTEM)) {
            turns.removeIf(turn -> turn.role().equals("system"));
            turns.add(0, Message.system(DEFAULT_SYSTEM));
        }
        return turns;
    }

    private static void fold(List<Message> turns, String system) {
        turns.removeIf(turn -> turn.role().equals("system"));
        for (int i = 0; i < turns.size() && !system.isBlank(); i++) {
            if (turns.get(i).role().equals("user")) {
                turns.set(i, Message.user(system + "\n\n" + turns.get(i).content()));
                return;
            }
        }
    }

    private static Prompt written(List<Message> turns, String system) {
        StringBuilder text = new StringBuilder();
        TokenSequence.Builder tokens = new TokenSequence.Builder();
        for (Message turn : turns) {
            head(turn.role(), text, tokens);
            text.append(turn.content()).append(END);
            tokens.text(turn.content()).token(END);
        }
        head("assistant", text, tokens);
        return new Prompt(text.toString(), tokens.build(), system);
    }

    private static void head(String role, StringBuilder text, TokenSequence.Builder tokens) {
        text.append(START).append(role).append('\n');
        tokens.token(START).token(role).token("\n");
    }

    /** What the server keeps of a prompt and its reply, so that a conversation that goes on finds it. */
    static TokenSequence answered(Prompt prompt, Completion completion) {
        TokenSequence.Builder tokens = new TokenSequence.Builder(prompt.sequence());
        completion.tokens().forEach(tokens::token);
        return completion.complete() ? tokens.token(END).build() : tokens.build();
    }
}
