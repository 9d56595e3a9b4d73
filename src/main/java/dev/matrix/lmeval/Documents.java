package dev.matrix.lmeval;

import dev.matrix.domain.Conversation;
import dev.matrix.domain.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns by which generated tasks send exactly the turns that matrix has rendered. */
final class Documents {

    /** The user turn, as it is sent. */
    static final String TURN = "matrix_turn";
    /** The right answers. */
    static final String TARGET = "matrix_target";
    /** The texts of the options, which a reply may quote. */
    static final String OPTIONS = "matrix_options";
    /** What stands in the system message besides the personality's own text. */
    static final String DESCRIPTION = "matrix_description";
    /** The assistant turn of a solved example. */
    static final String ANSWER = "matrix_answer";

    private Documents() {}

    /** The last user turn. */
    static String turn(Conversation conversation) {
        List<Message> messages = conversation.messages();
        return messages.get(messages.size() - 1).content();
    }

    /** The system message; empty when there is none. */
    static String system(Conversation conversation) {
        Message first = conversation.messages().get(0);
        return first.role().equals("system") ? first.content() : "";
    }

    /** The solved examples before the last turn. */
    static List<Map<String, Object>> examples(Conversation conversation) {
        List<Message> messages = conversation.messages();
        List<Map<String, Object>> examples = new ArrayList<>();
        for (int i = 0; i + 1 < messages.size(); i++) {
            if (messages.get(i).role().equals("user")) {
                Map<String, Object> example = new LinkedHashMap<>();
                example.put(TURN, messages.get(i).content());
                example.put(ANSWER, messages.get(i + 1).content());
                examples.add(example);
            }
        }
        return examples;
    }

    /** The block that shows examples in every prompt of a task. */
    static Map<String, Object> fixed(List<Map<String, Object>> examples) {
        return Map.of("sampler", "first_n", "doc_to_text", TURN, "doc_to_target", ANSWER, "samples", examples);
    }

    /** What lm-eval sends besides the messages; 0 is greedy and, unlike do_sample, kept in its cache. */
    static Map<String, Object> generation(double temperature, int maxTokens) {
        return Map.of("until", List.of(), "do_sample", false, "temperature", temperature, "max_gen_toks", maxTokens);
    }
}
