package dev.matrix.domain;

import java.util.ArrayList;
import java.util.List;

/** The calls that one trial needs. */
public sealed interface Conversation {

    /** The first call's messages. */
    List<Message> messages();

    /** The token limit of the first call. */
    int maxTokens();

    /** How the first call is asked: with log-probabilities of one token, or as text. */
    Protocol firstCall();

    /** How the conversation is scored. */
    Protocol protocol();

    /**
     * One call decides.
     *
     * @param protocol {@link Protocol#LOGPROB}, {@link Protocol#GENERATE} or {@link Protocol#GENERATE_COT}
     */
    record SingleCall(List<Message> messages, Protocol protocol, int maxTokens) implements Conversation {
        public SingleCall {
            messages = List.copyOf(messages);
            if (protocol == Protocol.REASON_THEN_READ) {
                throw new IllegalArgumentException("a single call cannot reason first and be read afterwards");
            }
        }

        @Override
        public Protocol firstCall() {
            return protocol == Protocol.LOGPROB ? Protocol.LOGPROB : Protocol.GENERATE;
        }
    }

    /**
     * Reasoning is generated, then the closing question is asked after it.
     *
     * @param maxTokens limit of the reasoning
     * @param closingQuestion the fixed user turn of the second call
     * @param readBy how the second call is read: {@link Protocol#LOGPROB} or {@link Protocol#GENERATE}
     * @param answerTokens limit of the second call
     */
    record ReasonThenRead(
            List<Message> messages, int maxTokens, String closingQuestion, Protocol readBy, int answerTokens)
            implements Conversation {
        public ReasonThenRead {
            messages = List.copyOf(messages);
            requireReadable(readBy);
        }

        @Override
        public Protocol firstCall() {
            return Protocol.GENERATE;
        }

        @Override
        public Protocol protocol() {
            return Protocol.REASON_THEN_READ;
        }

        /** The messages of the second call: the first ones, the reasoning, the closing question. */
        public List<Message> closing(String reasoning) {
            List<Message> all = new ArrayList<>(messages);
            all.add(Message.assistant(reasoning));
            all.add(Message.user(closingQuestion));
            return List.copyOf(all);
        }
    }

    private static void requireReadable(Protocol readBy) {
        if (readBy != Protocol.LOGPROB && readBy != Protocol.GENERATE) {
            throw new IllegalArgumentException("a call is read by logprob or generate");
        }
    }
}
