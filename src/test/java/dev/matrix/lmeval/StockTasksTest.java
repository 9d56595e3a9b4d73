package dev.matrix.lmeval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.LmEvalFilter;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.Message;
import dev.matrix.domain.Model;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.Personality;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Setting;
import dev.matrix.domain.TokenLimits;
import dev.matrix.plan.PlannedCombination;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How lm-eval's own tasks are laid over data whose subjects it may never have heard of. */
class StockTasksTest {

    private static final String CODE = "{{ 7*7 }},*/../x";

    @TempDir
    private Path home;

    @BeforeEach
    void installTwoLeaves() throws IOException {
        for (String leaf : List.of("law", "physics")) {
            define("toy/generative/" + leaf + ".yaml", "toy_" + leaf + "_generative");
        }
    }

    private void define(String file, String task) throws IOException {
        Path path = home.resolve("tasks").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "\"task\": \"" + task + "\"\n");
    }

    private static Item item(String stratum) {
        return new Item(
                "of " + stratum,
                stratum,
                "Which?",
                List.of("x", "y"),
                List.of(0, 1),
                new Gold.Options(Set.of(0)),
                Map.of(),
                "hash");
    }

    private static Benchmark benchmark(String task, LmEvalTask.@Nullable Leaves leaves) {
        List<LmEvalTask.FilterChain> chains =
                List.of(new LmEvalTask.FilterChain("chain", List.of(new LmEvalFilter.TakeFirst())));
        return new Benchmark(
                "lm-eval/" + task,
                "",
                AnswerKind.CHOICE,
                new PromptFormat("{{question}}", "{{answer}}", "So?"),
                0,
                OptionOrder.SOURCE,
                "acc",
                new TokenLimits(64, 512),
                List.of(),
                new LmEvalTask(
                        task,
                        "1",
                        "About {{leaf}}.",
                        new LmEvalTask.Shots(LmEvalTask.Draw.FIRST, false, 1234, List.of()),
                        List.of(),
                        chains,
                        chains,
                        new LmEvalTask.ExactMatch(false, false, List.of()),
                        null,
                        leaves));
    }

    private static Benchmark toy() {
        return benchmark("toy", new LmEvalTask.Leaves("toy_*_generative", List.of("physics", "law")));
    }

    private static ItemSet set(List<Item> items) {
        return new ItemSet("toy", DataKind.USER, "memory", "hash", items, items.size(), List.of(), List.of());
    }

    private LmEvalTasks tasks(Personality personality, String... strata) {
        List<Item> items = Stream.of(strata).map(StockTasksTest::item).toList();
        Model model = new Model("m:1b", "digest", null, 1L, "test", "Q4_K_M", Set.of("completion"), "", 32_768);
        PlannedCombination planned = new PlannedCombination(
                new Combination(model, personality, toy(), Setting.of(BigDecimal.ZERO, false)), items, 1);
        return book().tasks(planned, set(items), new ToyTurns());
    }

    private TaskBook book() {
        return new TaskBook(new LmEvalProgram("python3", "0.4.13", "", home));
    }

    private static final class ToyTurns implements Turns {

        @Override
        public Conversation conversation(Item item) {
            List<Message> messages =
                    List.of(Message.system("About " + item.stratum() + "."), Message.user(item.question()));
            return new Conversation.SingleCall(messages, Protocol.GENERATE, 64);
        }

        @Override
        public List<Item> pool() {
            return List.of();
        }

        @Override
        public String ofExample(Item example) {
            return example.question();
        }
    }

    @Test
    void noTextOfTheDataStandsInADefinitionThatLmEvalRendersAsATemplate() {
        LmEvalTasks.Leaf leaf = tasks(Personality.baseline(), CODE).leaves().get(0);

        assertThat(leaf.yaml().toString()).doesNotContain("7*7", CODE);
        assertThat(leaf.yaml()).containsEntry("description", "{{matrix_description}}");
        assertThat(leaf.docs())
                .singleElement()
                .satisfies(doc -> assertThat(doc).containsEntry("matrix_description", "About " + CODE + "."));
    }

    @Test
    void aLeafThatLmEvalDoesNotHaveGetsANameThatIsSafeAsAFileAndItsOwn() {
        LmEvalTasks tasks = tasks(new Personality("cot", null, "Think."), "a/b", "a*b", "law", "x".repeat(300));

        assertThat(tasks.names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z0-9_]{1,110}"));
        assertThat(tasks.names())
                .startsWith("toy_a_b_generative_matrix_1_matrix_cot", "toy_a_b_generative_matrix_2_matrix_cot");
        assertThat(tasks.names()).contains("toy_law_generative_matrix_cot");
    }

    @Test
    void aLeafThatLmEvalHasKeepsItsNameAndItsDescription() {
        LmEvalTasks.Leaf leaf = tasks(Personality.baseline(), "law").leaves().get(0);

        assertThat(leaf.name()).isEqualTo("toy_law_generative");
        assertThat(leaf.yaml()).doesNotContainKeys("description", "task_alias");
        assertThat(leaf.docs().get(0)).doesNotContainKey("matrix_description");
    }

    @Test
    void asksTheGroupOnlyWhereItsLeavesAreAllThereAndNoOtherOne() {
        assertThat(tasks(Personality.baseline(), "law", "physics").names()).containsExactly("toy");
        assertThat(tasks(Personality.baseline(), "law").names()).containsExactly("toy_law_generative");
        assertThat(tasks(Personality.baseline(), "law", "physics", "mine").names())
                .containsExactly("toy_law_generative", "toy_physics_generative", "toy_mine_generative_matrix_3");
    }

    @Test
    void aTaskThatLiesInTheDirectoryOfAnotherFamilyIsFound() throws IOException {
        define("super_glue/boolq/default.yaml", "boolq");

        assertThatCode(() -> book().require(benchmark("boolq", null), set(List.of(item("")))))
                .doesNotThrowAnyException();
    }

    @Test
    void aLeafIsNotTakenFromAnotherFamily() throws IOException {
        define("other/generative/mine.yaml", "toy_mine_generative");

        assertThat(tasks(Personality.baseline(), "mine").names()).containsExactly("toy_mine_generative_matrix_1");
    }

    @Test
    void aTaskThatIsNowhereIsRefusedWithTheFix() {
        assertThatThrownBy(() -> book().require(benchmark("nowhere", null), set(List.of(item("")))))
                .hasMessageStartingWith("The installed lm-eval has no task nowhere")
                .hasMessageContaining("pip install");
    }
}
