package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Message;
import dev.matrix.domain.Reach;
import dev.matrix.execution.ReachJudge.Seen;
import dev.matrix.execution.ReachJudge.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a template from the prompt that it made. */
class ReachJudgeTest {

    private static final String OWN_TEXT = "You are a helpful assistant by nobody";
    private static final Seen NOTHING = new Seen(-1, Optional.empty());

    private final ReachJudge judge = new ReachJudge();

    private Optional<Verdict> baseline(List<Message> sent, String rendered) {
        return judge.baseline(sent, new Seen(9, Optional.of(rendered)), NOTHING);
    }

    private static List<Message> turns(int pairs) {
        List<Message> turns = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            turns.add(Message.user("Question: what is the sum of " + i + " apples and " + "many more ".repeat(20)));
            turns.add(Message.assistant("There are as many as there are, that is #### " + i));
        }
        return turns;
    }

    private static String rendered(List<Message> turns) {
        return turns.stream()
                .map(turn -> "<|" + turn.role() + "|>" + turn.content() + "<|end|>\n")
                .collect(Collectors.joining());
    }

    @Test
    void findsTheTemplatesOwnTextBesideTheMessages() {
        List<Message> turns = turns(3);
        assertThat(baseline(turns, rendered(turns))).isEmpty();
        assertThat(baseline(turns, OWN_TEXT + rendered(turns))).hasValueSatisfying(verdict -> {
            assertThat(verdict.reach()).isEqualTo(Reach.DEFAULT_INJECTED);
            assertThat(verdict.evidence()).isEqualTo("the template adds: " + OWN_TEXT);
        });
    }

    @Test
    void takesMessagesInAnyOrderForMessages() {
        List<Message> turns = turns(3);
        List<Message> other = new ArrayList<>(turns);
        Collections.reverse(other);
        assertThat(baseline(turns, rendered(other))).isEmpty();
        assertThat(baseline(turns, rendered(other) + OWN_TEXT)).isPresent();
    }

    @Test
    void tellsNothingOfATemplateWhosePromptLacksMostMessages() {
        List<Message> turns = turns(100);
        assertThat(baseline(turns, OWN_TEXT + rendered(turns.subList(190, 200))))
                .isEmpty();
    }

    /** Ten thousand messages of some megabytes took minutes once. */
    @Test
    @Timeout(20)
    void takesTimeInProportionToThePrompt() {
        List<Message> turns = turns(20_000);
        String whole = rendered(turns);
        assertThat(whole.length()).isGreaterThan(5_000_000);
        assertThat(baseline(turns, OWN_TEXT + whole)).isPresent();
        assertThat(baseline(turns, whole)).isEmpty();
    }
}
