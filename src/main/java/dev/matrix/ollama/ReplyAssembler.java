package dev.matrix.ollama;

import dev.matrix.domain.TokenLogprob;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the chunks of one reply and says when it has to be ended: it loops, or it is longer than was asked for. Confined to
 * one thread.
 */
final class ReplyAssembler {

    /** Ollama ends a reply after more than 30 equal chunks in a row (white space aside) without saying so. */
    private static final int SERVER_REPEAT_LIMIT = 30;

    private final ReplyLimits limits;
    private final boolean verbatim;
    private final RepetitionDetector repetition = new RepetitionDetector();
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<TokenLogprob> logprobs = new ArrayList<>();
    private int chunks;
    private String lastPiece = "";
    private int equalPieces;

    /** @param verbatim leave thinking tags and loops as they are */
    ReplyAssembler(ReplyLimits limits, boolean verbatim) {
        this.limits = limits;
        this.verbatim = verbatim;
    }

    /** What to do after a chunk. */
    enum Verdict {
        GO_ON,
        DONE,
        LOOPING,
        TOO_LONG
    }

    Verdict add(Wire.Chunk chunk) {
        String thought = chunk.thinking();
        String text = chunk.content();
        thinking.append(thought);
        content.append(text);
        for (Wire.TokenEntry token : chunk.tokens()) {
            if (logprobs.size() < Logprobs.KEPT_TOKENS) {
                logprobs.add(Logprobs.token(token));
            }
        }
        if (!thought.isEmpty() || !text.isEmpty()) {
            count(thought, text);
        }
        return verdict(chunk, thought, text);
    }

    private Verdict verdict(Wire.Chunk chunk, String thought, String text) {
        boolean looping = !verbatim && loops(thought, text);
        if (chunk.isDone()) {
            return Verdict.DONE;
        }
        if (looping) {
            return Verdict.LOOPING;
        }
        boolean tooLong = chunks > limits.chunks() || content.length() + thinking.length() > limits.characters();
        return tooLong ? Verdict.TOO_LONG : Verdict.GO_ON;
    }

    private boolean loops(String thought, String text) {
        repetition.add(thought);
        if (!thought.isEmpty() && !text.isEmpty()) {
            repetition.endWord();
        }
        return repetition.add(text);
    }

    private void count(String thought, String text) {
        chunks++;
        String piece = (thought + text).strip();
        equalPieces = piece.equals(lastPiece) && chunks > 1 ? equalPieces + 1 : 1;
        lastPiece = piece;
    }

    /** True when the reply, if it ends here without {@code done:true}, has been ended by the server's own check for repeated tokens. */
    boolean endsInRepeatedToken() {
        return equalPieces > SERVER_REPEAT_LIMIT;
    }

    /** What there is, visible text and thinking apart. */
    ThinkTags text() {
        return verbatim
                ? new ThinkTags(content.toString(), thinking.toString())
                : ThinkTags.split(content.toString(), thinking.toString());
    }

    List<TokenLogprob> logprobs() {
        return List.copyOf(logprobs);
    }

    /** Chunks with text: about as many as tokens; -1 when there was none. */
    int countedTokens() {
        return chunks == 0 ? -1 : chunks;
    }
}
