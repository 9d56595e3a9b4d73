package dev.matrix.scoring;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.TokenLimits;
import dev.matrix.domain.TokenLogprob;
import dev.matrix.domain.Trial;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Short ways to write items, calls and trials in tests. */
final class Trials {

    private Trials() {}

    static Benchmark benchmark(AnswerKind kind) {
        return new Benchmark(
                "test",
                "a test",
                kind,
                new PromptFormat("{{question}}", "{{answer}}", ""),
                0,
                OptionOrder.SOURCE,
                "acc",
                new TokenLimits(16, 256),
                List.of());
    }

    static Item choice(int options, Integer... correct) {
        List<String> texts =
                IntStream.range(0, options).mapToObj(i -> "option text " + i).toList();
        return item(texts, new Gold.Options(Set.of(correct)));
    }

    static Item number(String value) {
        return item(List.of(), new Gold.Numeric(new BigDecimal(value)));
    }

    static Item texts(String... accepted) {
        return item(List.of(), new Gold.Texts(List.of(accepted)));
    }

    private static Item item(List<String> options, Gold gold) {
        List<Integer> order = IntStream.range(0, options.size()).boxed().toList();
        return new Item("i1", "", "a question?", options, order, gold, Map.of(), "hash");
    }

    static Call reply(String text, String thinking, String doneReason, List<TokenLogprob> logprobs) {
        return new Call("m", text, thinking, logprobs, CallMetrics.wallOnly(1), doneReason, 1, null);
    }

    static Call reply(String text, String doneReason) {
        return reply(text, "", doneReason, List.of());
    }

    static Call failed(FailureKind kind) {
        Failure failure = new Failure(kind, "it failed", 0);
        return new Call("m", "B", "", List.of(), CallMetrics.wallOnly(1), "", 4, failure);
    }

    static Trial trial(Protocol protocol, Protocol readBy, Call... calls) {
        return new Trial("k", "c", "i1", 0, null, protocol, readBy, Instant.EPOCH, List.of(calls));
    }

    static Trial generated(Call... calls) {
        return trial(Protocol.GENERATE, Protocol.GENERATE, calls);
    }

    static Trial logprob(TokenLogprob... tokens) {
        return trial(
                Protocol.LOGPROB,
                Protocol.LOGPROB,
                reply(tokens.length == 0 ? "" : tokens[0].token(), "", Call.LENGTH, List.of(tokens)));
    }

    /** A generated token with alternatives "token=probability", the first of which was generated. */
    static TokenLogprob token(String... alternatives) {
        List<TokenLogprob.Alternative> top =
                Arrays.stream(alternatives).map(Trials::alternative).toList();
        return new TokenLogprob(top.get(0).token(), top.get(0).logprob(), top);
    }

    static TokenLogprob.Alternative alternative(String text) {
        int equals = text.lastIndexOf('=');
        double probability = Double.parseDouble(text.substring(equals + 1));
        return new TokenLogprob.Alternative(text.substring(0, equals), Math.log(probability));
    }
}
