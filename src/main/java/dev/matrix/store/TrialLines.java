package dev.matrix.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.TokenLogprob;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of trials.jsonl field by field, as this program writes them, which is three times as fast as {@link StoreJson}: a journal may have a million. A line
 * that looks otherwise in any way is left to {@link StoreJson}, which alone says what can be read. Thread-safe.
 */
final class TrialLines {

    private final StoreJson json;
    private final JsonFactory factory = new JsonFactory();
    private final Map<String, Protocol> protocols = byLabel(Protocol.values());
    private final Map<String, FailureKind> failures = byLabel(FailureKind.values());

    TrialLines(StoreJson json) {
        this.json = json;
    }

    private static <E extends Enum<E>> Map<String, E> byLabel(E[] values) {
        return Arrays.stream(values).collect(Collectors.toMap(StoreJson::label, Function.identity()));
    }

    /** The trial of a line, which ends before its newline; null when it cannot be read. */
    @Nullable
    Trial read(byte[] bytes, int from, int length) {
        try (JsonParser parser = factory.createParser(bytes, from, length)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, parser);
            Trial trial = trial(parser);
            require(parser.nextToken() == null, parser);
            return trial;
        } catch (IOException | RuntimeException e) {
            return slowly(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
    }

    private @Nullable Trial slowly(String line) {
        try {
            return json.read(line, Trial.class);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static void require(boolean expected, JsonParser parser) throws IOException {
        if (!expected) {
            throw new JsonParseException(parser, "no line as this program writes it");
        }
    }

    private Trial trial(JsonParser parser) throws IOException {
        String key = null;
        String combination = null;
        String item = null;
        int repeat = -1;
        String control = null;
        Protocol protocol = null;
        Protocol readBy = null;
        Instant finishedAt = null;
        List<Call> calls = null;
        String host = null;
        String cachedFrom = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "key" -> key = text(parser);
                case "combination" -> combination = text(parser);
                case "item" -> item = text(parser);
                case "repeat" -> repeat = number(parser);
                case "control" -> control = parser.currentToken() == JsonToken.VALUE_NULL ? null : text(parser);
                case "protocol" -> protocol = protocols.get(text(parser));
                case "read_by" -> readBy = protocols.get(text(parser));
                case "finished_at" -> finishedAt = InstantText.parse(text(parser));
                case "calls" -> calls = calls(parser);
                case "host" -> host = text(parser);
                case "cached_from" -> cachedFrom = text(parser);
                default -> throw new JsonParseException(parser, "an unknown field");
            }
        }
        return new Trial(
                present(key),
                present(combination),
                present(item),
                repeat,
                control,
                present(protocol),
                present(readBy),
                present(finishedAt),
                present(calls),
                host,
                cachedFrom);
    }

    private List<Call> calls(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, parser);
        List<Call> calls = new ArrayList<>(2);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            calls.add(call(parser));
        }
        require(parser.currentToken() == JsonToken.END_ARRAY, parser);
        return calls;
    }

    private Call call(JsonParser parser) throws IOException {
        String messagesHash = null;
        String text = null;
        String thinking = null;
        List<TokenLogprob> logprobs = null;
        CallMetrics metrics = null;
        String doneReason = null;
        Integer attempts = null;
        Failure failure = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "messages_hash" -> messagesHash = text(parser);
                case "text" -> text = text(parser);
                case "thinking" -> thinking = text(parser);
                case "logprobs" -> logprobs = logprobs(parser);
                case "metrics" -> metrics = metrics(parser);
                case "done_reason" -> doneReason = text(parser);
                case "attempts" -> attempts = number(parser);
                case "failure" -> failure = parser.currentToken() == JsonToken.VALUE_NULL ? null : failure(parser);
                default -> throw new JsonParseException(parser, "an unknown field");
            }
        }
        return new Call(
                present(messagesHash),
                present(text),
                present(thinking),
                present(logprobs),
                present(metrics),
                present(doneReason),
                present(attempts),
                failure);
    }

    private static List<TokenLogprob> logprobs(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, parser);
        List<TokenLogprob> tokens = new ArrayList<>(1);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String token = null;
            Double logprob = null;
            List<TokenLogprob.Alternative> top = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "token" -> token = text(parser);
                    case "logprob" -> logprob = fraction(parser);
                    case "top" -> top = alternatives(parser);
                    default -> throw new JsonParseException(parser, "an unknown field");
                }
            }
            tokens.add(new TokenLogprob(present(token), present(logprob), present(top)));
        }
        require(parser.currentToken() == JsonToken.END_ARRAY, parser);
        return tokens;
    }

    private static List<TokenLogprob.Alternative> alternatives(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, parser);
        List<TokenLogprob.Alternative> top = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String token = null;
            Double logprob = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "token" -> token = text(parser);
                    case "logprob" -> logprob = fraction(parser);
                    default -> throw new JsonParseException(parser, "an unknown field");
                }
            }
            top.add(new TokenLogprob.Alternative(present(token), present(logprob)));
        }
        require(parser.currentToken() == JsonToken.END_ARRAY, parser);
        return top;
    }

    private static CallMetrics metrics(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, parser);
        Integer promptTokens = null;
        Integer generatedTokens = null;
        Long total = null;
        Long load = null;
        Long prompt = null;
        Long generate = null;
        Long wall = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "prompt_tokens" -> promptTokens = number(parser);
                case "generated_tokens" -> generatedTokens = number(parser);
                case "total_nanos" -> total = nanos(parser);
                case "load_nanos" -> load = nanos(parser);
                case "prompt_nanos" -> prompt = nanos(parser);
                case "generate_nanos" -> generate = nanos(parser);
                case "wall_nanos" -> wall = nanos(parser);
                default -> throw new JsonParseException(parser, "an unknown field");
            }
        }
        return new CallMetrics(
                present(promptTokens),
                present(generatedTokens),
                present(total),
                present(load),
                present(prompt),
                present(generate),
                present(wall));
    }

    private Failure failure(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, parser);
        FailureKind kind = null;
        String message = null;
        Integer status = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "kind" -> kind = failures.get(text(parser));
                case "message" -> message = text(parser);
                case "http_status" -> status = number(parser);
                default -> throw new JsonParseException(parser, "an unknown field");
            }
        }
        return new Failure(present(kind), present(message), present(status));
    }

    private static String text(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, parser);
        return parser.getText();
    }

    private static int number(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, parser);
        return parser.getIntValue();
    }

    private static long nanos(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, parser);
        return parser.getLongValue();
    }

    private static double fraction(JsonParser parser) throws IOException {
        require(parser.currentToken().isNumeric(), parser);
        return parser.getDoubleValue();
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, "a line of this program has all fields");
    }
}
