package dev.matrix.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One attempt of one call, from its response to its result. One use. */
final class ChatExchange {

    private static final String STOP = "stop";

    private final ChatRequest request;
    private final Json json;
    private final LongSupplier ticker;
    private final Clock clock;
    private final long sent;
    private final ReplyAssembler reply;

    ChatExchange(ChatRequest request, int maxReplyChars, Json json, LongSupplier ticker, Clock clock) {
        this.request = request;
        this.json = json;
        this.ticker = ticker;
        this.clock = clock;
        this.sent = ticker.getAsLong();
        this.reply = new ReplyAssembler(ReplyLimits.of(request.maxTokens(), maxReplyChars), request.verbatim());
    }

    /** Reads a response to its end, or hangs up while the model is still talking. */
    ChatResult read(Response response, Progress progress, Runnable hangUp) throws IOException {
        if (response.code() != 200) {
            return refused(response);
        }
        LineReader lines = new LineReader(response.body().source());
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            progress.line();
            Wire.Chunk chunk = json.chunk(line);
            JsonNode error = chunk.error();
            if (error != null && chunk.hasError()) {
                return errorLine(ErrorText.of(error, json));
            }
            switch (reply.add(chunk)) {
                case DONE -> {
                    return done(chunk);
                }
                case LOOPING -> {
                    hangUp.run();
                    return ended(Call.REPETITION);
                }
                case TOO_LONG -> {
                    hangUp.run();
                    return ended(Call.LENGTH);
                }
                case GO_ON -> {}
            }
        }
        return reply.endsInRepeatedToken() ? ended(Call.REPETITION) : withoutDone();
    }

    ChatResult failed(ExchangeException e, OllamaHost host) {
        return failed(new Failure(e.kind(), CleanText.line(host.display() + ": " + e.clause()), 0), null);
    }

    private ChatResult refused(Response response) throws IOException {
        ErrorText error = ErrorText.of(Bodies.head(response), json);
        if (FailureTable.isTokenRepeat(error)) {
            return ended(Call.REPETITION);
        }
        return failed(
                FailureTable.ofStatus(response.code(), error), RetryAfter.parse(response.header("Retry-After"), clock));
    }

    private ChatResult errorLine(ErrorText error) {
        return FailureTable.isTokenRepeat(error)
                ? ended(Call.REPETITION)
                : failed(FailureTable.ofErrorLine(error), null);
    }

    private ChatResult withoutDone() {
        return failed(new Failure(FailureKind.INCOMPLETE, "the reply ended without done:true", 200), null);
    }

    private ChatResult failed(Failure failure, @Nullable Duration retryAfter) {
        return new ChatResult.Failed(failure, reply.text().text(), wall(), retryAfter);
    }

    private ChatResult done(Wire.Chunk last) {
        CallMetrics metrics = new CallMetrics(
                orUnknown(last.promptEvalCount()),
                orUnknown(last.evalCount()),
                orUnknown(last.totalDuration()),
                orUnknown(last.loadDuration()),
                orUnknown(last.promptEvalDuration()),
                orUnknown(last.evalDuration()),
                wall());
        return reply(metrics, doneReason(last));
    }

    /** Ended by us or by the server's own check: there are no figures but the chunks that came. */
    private ChatResult ended(String doneReason) {
        return reply(new CallMetrics(-1, reply.countedTokens(), -1, -1, -1, -1, wall()), doneReason);
    }

    private ChatResult reply(CallMetrics metrics, String doneReason) {
        ThinkTags text = reply.text();
        return new ChatResult.Reply(text.text(), text.thinking(), reply.logprobs(), metrics, doneReason);
    }

    /** Old servers give no reason; the count of tokens tells then. */
    private String doneReason(Wire.Chunk last) {
        String reason = last.doneReason();
        if (reason != null && !reason.isEmpty()) {
            return reason.equals(Call.LENGTH) ? Call.LENGTH : STOP;
        }
        return orUnknown(last.evalCount()) >= request.maxTokens() ? Call.LENGTH : STOP;
    }

    private long wall() {
        return ticker.getAsLong() - sent;
    }

    private static int orUnknown(@Nullable Integer value) {
        return value == null ? -1 : value;
    }

    private static long orUnknown(@Nullable Long value) {
        return value == null ? -1 : value;
    }
}
