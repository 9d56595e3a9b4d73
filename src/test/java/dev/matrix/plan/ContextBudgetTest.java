package dev.matrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Conversation.SingleCall;
import dev.matrix.domain.Message;
import dev.matrix.domain.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextBudgetTest {

    @ParameterizedTest
    @CsvSource({
        // bytes, reply tokens, context
        "10, 10, 2048",
        "1000, 900, 2048",
        "2000, 100, 4096",
        "4000, 1, 4096",
        "4090, 1, 8192",
        "20000, 512, 32768",
    })
    void roundsUpToStepsOfPowersOfTwo(int bytes, int maxTokens, int context) {
        ContextBudget budget = new ContextBudget();
        budget.add(single("x".repeat(bytes), maxTokens));

        assertThat(budget.contextTokens(null)).isEqualTo(context);
    }

    @Test
    void neverExceedsTheTrainedContext() {
        ContextBudget budget = new ContextBudget();
        budget.add(single("x".repeat(5000), 100));

        assertThat(budget.contextTokens(4096)).isEqualTo(4096);
        assertThat(budget.contextTokens(3000)).isEqualTo(3000);
        assertThat(budget.contextTokens(100_000)).isEqualTo(8192);
        assertThat(budget.contextTokens(0)).as("an unknown length").isEqualTo(8192);
    }

    @Test
    void countsTheSecondCallOfAReasonedConversation() {
        List<Message> messages = List.of(Message.user("x".repeat(1500)));
        ContextBudget one = new ContextBudget();
        one.add(new SingleCall(messages, Protocol.GENERATE, 400));
        ContextBudget two = new ContextBudget();
        two.add(new ReasonThenRead(messages, 400, "y".repeat(100), Protocol.LOGPROB, 1));

        assertThat(one.contextTokens(null)).isEqualTo(2048);
        assertThat(two.contextTokens(null)).isEqualTo(4096);
    }

    @Test
    void findsTheConversationThatNeedsMost() {
        ContextBudget budget = new ContextBudget();
        Conversation largest = single("x".repeat(500), 10);
        budget.add(single("short", 10));
        budget.add(largest);
        budget.add(single("x".repeat(400), 10));

        assertThat(budget.largest()).containsSame(largest);
        assertThat(new ContextBudget().largest()).isEmpty();
        assertThat(new ContextBudget().contextTokens(null)).isEqualTo(ContextBudget.STEP);
    }

    @Test
    void countsBytesAsUtf8Does() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(50);
            for (int i = 0; i < length; i++) {
                int point = random.nextInt(0x10FFFF + 1);
                text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point >> random.nextInt(16));
            }
            String valid = new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

            assertThat(ContextBudget.promptBytes(List.of(Message.user(valid), Message.system("ab"))))
                    .isEqualTo(valid.getBytes(StandardCharsets.UTF_8).length + 2);
        }
    }

    @Test
    void doublesUpToTheTrainedContext() {
        assertThat(ContextBudget.doubled(2048, null)).isEqualTo(4096);
        assertThat(ContextBudget.doubled(2048, 3000)).isEqualTo(3000);
        assertThat(ContextBudget.doubled(4096, 4096)).isEqualTo(4096);
    }

    private static Conversation single(String text, int maxTokens) {
        return new SingleCall(List.of(Message.user(text)), Protocol.GENERATE, maxTokens);
    }
}
