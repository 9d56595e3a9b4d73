package dev.matrix.prompt;

import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins the exact messages of the shipped benchmarks: a change here changes what is measured. */
class ShippedPromptsTest {

    private final Catalogue catalogue =
            new Catalogue(new CatalogueFiles(Path.of(""), null), new PersonalityBuilder()::systemText);
    private final PromptRenderer renderer = new PromptRenderer();

    @ParameterizedTest
    @CsvSource({
        "mmlu, LOGPROB",
        "hellaswag, LOGPROB",
        "gsm8k, GENERATE",
        "arc_easy, GENERATE",
        "truthfulqa_mc2, LOGPROB"
    })
    void sendsTheMessagesThatArePinned(String benchmark, Protocol readBy) {
        StringBuilder text = new StringBuilder();
        for (String personality : List.of("baseline", "technical_expert", "cot", "technical_expert+cot")) {
            text.append("===== ").append(personality).append('\n');
            text.append(show(render(benchmark, personality, readBy))).append('\n');
        }

        Golden.check(benchmark + ".messages.txt", text.toString());
    }

    private Conversation render(String name, String personality, Protocol readBy) {
        Benchmark benchmark = catalogue.benchmark(name).benchmark();
        return renderer.render(
                Examples.combination(Examples.model(""), catalogue.personality(personality), benchmark),
                item(name, "Which of these is largest?", 1),
                List.of(item(name, "Which of these comes first?", 0)),
                readBy,
                BaselineSystem.EMPTY);
    }

    private static Item item(String benchmark, String question, int right) {
        if (benchmark.equals("gsm8k")) {
            Map<String, String> fields = Map.of("solution", "2 + 2 = 4\nSo there are 4.", "level", "easy");
            return Examples.item(
                    "Ann has 2 + 2 pens. How many?", List.of(), new Gold.Numeric(BigDecimal.valueOf(4)), fields);
        }
        return Examples.item(
                question,
                List.of("an ant", "a <whale> & \"calf\"", "a cat"),
                new Gold.Options(Set.of(right)),
                Map.of("subject", "zoology", "level", "easy", "category", "animals"));
    }

    private static String show(Conversation conversation) {
        StringBuilder text = new StringBuilder();
        conversation
                .messages()
                .forEach(message -> text.append('[')
                        .append(message.role())
                        .append("]\n")
                        .append(message.content())
                        .append('\n'));
        text.append("-> ").append(conversation.firstCall().label()).append(", at most ");
        text.append(conversation.maxTokens()).append(" tokens\n");
        if (conversation instanceof ReasonThenRead both) {
            text.append("[user, after the reasoning]\n")
                    .append(both.closingQuestion())
                    .append('\n');
            text.append("-> ").append(both.readBy().label()).append(", at most ");
            text.append(both.answerTokens()).append(" tokens\n");
        }
        return text.toString();
    }
}
