package dev.matrix.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptHashTest {

    @Test
    void isThatOfLmEval() {
        List<Message> messages = List.of(
                Message.system("You are a pirate.\n\nThe following are multiple choice questions (with answers) about"
                        + " anatomy.\n\n"),
                Message.user("Q?\nA. a\nB. b\nC. c\nD. d\nAnswer:"));

        assertThat(PromptHash.of(messages))
                .isEqualTo("fe7e2fc4c1713ae54c3503e1d8ac58944106f4e27b6bd1185c5513a48fbe8384");
    }

    @Test
    void escapesAsPythonDoes() {
        List<Message> messages = List.of(Message.user("a\"b\\c\n\t\r\b\f\u0001\u001f\u007f é 漢 \uD83D\uDE00 </\u2028"));

        assertThat(PromptHash.json(messages))
                .isEqualTo("[{\"role\": \"user\", \"content\": \"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001\\u001f\u007f é 漢"
                        + " \uD83D\uDE00 </\u2028\"}]");
        assertThat(PromptHash.of(messages))
                .isEqualTo("e13c13a99f5f9f899bdaa1079e7fc6da3514a58fe67035101c2ebde45f42d16d");
    }

    @Test
    void separatesMessages() {
        assertThat(PromptHash.json(List.of(Message.user("a"), Message.assistant("b"))))
                .isEqualTo("[{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]");
    }
}
