package dev.matrix.prompt;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.Model;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.Personality;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.Setting;
import dev.matrix.domain.TokenLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Small domain objects for tests. */
final class Examples {

    private Examples() {}

    static Model model(String ownSystem) {
        return new Model("tiny:1b", "sha256:1", 1e9, null, "llama", "Q4_0", Set.of("completion"), ownSystem, null);
    }

    static Benchmark benchmark(AnswerKind answer, String question, String shotAnswer, String closing) {
        return new Benchmark(
                "quiz",
                "A quiz",
                answer,
                new PromptFormat(question, shotAnswer, closing),
                0,
                OptionOrder.SOURCE,
                "acc",
                new TokenLimits(64, 768),
                List.of());
    }

    static Item item(String question, List<String> options, Gold gold, Map<String, String> fields) {
        List<Integer> order = IntStream.range(0, options.size()).boxed().toList();
        return new Item("i1", "", question, options, order, gold, fields, "hash");
    }

    static Combination combination(Model model, Personality personality, Benchmark benchmark) {
        return new Combination(model, personality, benchmark, Setting.of(BigDecimal.ZERO, false));
    }
}
