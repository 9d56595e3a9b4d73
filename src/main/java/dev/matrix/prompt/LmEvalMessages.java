package dev.matrix.prompt;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.SingleCall;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.LmEvalTask.Draw;
import dev.matrix.domain.LmEvalTask.FixedShot;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of lm-eval's own tasks as it makes them with {@code --apply_chat_template}: the personality as its system instruction before the task's
 * description, no system message where both are empty, each example as a turn of the user and one of the assistant. Thread-safe.
 */
final class LmEvalMessages {

    private static final String DELIMITER = "\n\n";

    private final ItemTemplates templates;

    LmEvalMessages(ItemTemplates templates) {
        this.templates = templates;
    }

    /** @param shots the item's examples where the task does not bring its own */
    Conversation render(Combination combination, LmEvalTask task, Item item, List<Item> shots) {
        Benchmark benchmark = combination.benchmark();
        Personality personality = combination.personality();
        List<Message> messages = new ArrayList<>();
        String system = joined(personality.system(), templates.description(benchmark, task, item));
        if (!system.isEmpty()) {
            messages.add(Message.system(system));
        }
        for (Item shot : examples(benchmark, task, shots)) {
            messages.add(Message.user(personality.wrapped(templates.question(benchmark, shot))));
            messages.add(Message.assistant(templates.shotAnswer(benchmark, shot)));
        }
        messages.add(Message.user(personality.wrapped(templates.question(benchmark, item))));
        return personality.reasons()
                ? new SingleCall(
                        messages, Protocol.GENERATE_COT, benchmark.limits().reasoning())
                : new SingleCall(messages, Protocol.GENERATE, benchmark.limits().answer());
    }

    private static List<Item> examples(Benchmark benchmark, LmEvalTask task, List<Item> shots) {
        return task.shots().draw() == Draw.FIXED
                ? task.shots().fixed().stream()
                        .limit(benchmark.fewshot())
                        .map(LmEvalMessages::item)
                        .toList()
                : shots;
    }

    private static Item item(FixedShot shot) {
        return new Item(
                "example",
                "",
                shot.question(),
                List.of(),
                List.of(),
                new Gold.Texts(List.of(shot.target())),
                Map.of(LmEvalTask.TARGET, shot.target()),
                "");
    }

    /** lm-eval's maybe_delimit: white space at the joint takes the delimiter's place. */
    static String joined(@Nullable String instruction, String description) {
        if (instruction == null || instruction.isEmpty()) {
            return description;
        }
        if (description.isEmpty()) {
            return instruction;
        }
        boolean spaced = PythonText.isSpace(instruction.codePointBefore(instruction.length()))
                || PythonText.isSpace(description.codePointAt(0));
        return spaced ? instruction + description : instruction + DELIMITER + description;
    }
}
