package dev.matrix.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.Message;
import dev.matrix.domain.Protocol;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing that varies from item to item stands before what does not: else no server could keep the beginning of a prompt in its cache. */
class StablePrefixTest {

    private final Catalogue catalogue =
            new Catalogue(new CatalogueFiles(Path.of(""), null), new PersonalityBuilder()::systemText);
    private final PromptRenderer renderer = new PromptRenderer();

    @Test
    void systemTextAndExamplesComeFirstAndAreTheSameForEachItem() {
        for (String name : Catalogue.STANDARD_BENCHMARKS) {
            for (Protocol readBy : List.of(Protocol.LOGPROB, Protocol.GENERATE)) {
                for (Combination combination : combinations(name)) {
                    List<Item> shots = List.of(item(name, "shot"), item(name, "shut"));
                    List<Message> one = messages(
                            renderer.render(combination, item(name, "aaa"), shots, readBy, BaselineSystem.EMPTY));
                    List<Message> other = messages(
                            renderer.render(combination, item(name, "bbb"), shots, readBy, BaselineSystem.EMPTY));
                    requireStable(combination, one, other);
                    List<Message> again = messages(
                            renderer.render(combination, item(name, "aaa"), shots, readBy, BaselineSystem.EMPTY));
                    assertThat(again).as("nothing depends on the moment").isEqualTo(one);
                }
            }
        }
    }

    @Test
    void theSameHoldsWhereEachTurnIsWrapped() {
        for (String name : Catalogue.STANDARD_BENCHMARKS) {
            for (Combination combination : combinations(name)) {
                List<Item> shots = List.of(item(name, "shot"));
                requireStable(
                        combination,
                        messages(renderer.renderEachTurnWrapped(
                                combination, item(name, "aaa"), shots, BaselineSystem.NONE)),
                        messages(renderer.renderEachTurnWrapped(
                                combination, item(name, "bbb"), shots, BaselineSystem.NONE)));
            }
        }
    }

    @Test
    void aWrapperStandsBehindTheItem() {
        for (String name : Catalogue.STANDARD_BENCHMARKS) {
            Benchmark benchmark = catalogue.benchmark(name).benchmark();
            Item item = item(name, "aaa");
            String plain = last(render(benchmark, "technical_expert", item));
            String wrapped = last(render(benchmark, "technical_expert+cot", item));

            assertThat(wrapped).as(name).startsWith(plain).hasSizeGreaterThan(plain.length());
        }
    }

    private List<Message> render(Benchmark benchmark, String personality, Item item) {
        Combination combination =
                Examples.combination(Examples.model(""), catalogue.personality(personality), benchmark);
        return messages(renderer.render(combination, item, List.of(), Protocol.GENERATE, BaselineSystem.EMPTY));
    }

    private List<Combination> combinations(String benchmark) {
        List<Combination> combinations = new ArrayList<>();
        for (String personality : catalogue.knownPersonalityNames()) {
            combinations.add(Examples.combination(
                    Examples.model(""),
                    catalogue.personality(personality),
                    catalogue.benchmark(benchmark).benchmark()));
        }
        return combinations;
    }

    private static void requireStable(Combination combination, List<Message> one, List<Message> other) {
        int end = one.size() - 1;
        assertThat(other).as(combination.id()).hasSameSizeAs(one);
        assertThat(other.subList(0, end)).as(combination.id()).isEqualTo(one.subList(0, end));
        assertThat(last(one)).contains("aaa").isNotEqualTo(last(other));
        assertThat(last(other))
                .as("up to the item %s", combination.id())
                .startsWith(last(one).substring(0, last(one).indexOf("aaa")));
    }

    private static List<Message> messages(Conversation conversation) {
        return conversation.messages();
    }

    private static String last(List<Message> messages) {
        return messages.get(messages.size() - 1).content();
    }

    private static Item item(String benchmark, String word) {
        if (benchmark.equals("gsm8k")) {
            return Examples.item(
                    word + " and 2?",
                    List.of(),
                    new Gold.Numeric(BigDecimal.valueOf(4)),
                    Map.of("solution", "It is 4.", "level", "easy"));
        }
        return Examples.item(
                word + "?",
                List.of("an ant", "a whale " + word, "a cat"),
                new Gold.Options(Set.of(1)),
                Map.of("subject", word, "level", word, "category", word));
    }
}
