package dev.matrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Conversation.SingleCall;
import dev.matrix.domain.Message;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.domain.Setting;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrialKeysTest {

    /** All that a key may depend on, as plain values that a test can change one at a time. */
    private static final class Ingredients {
        private String digest = "";
        private String system = "";
        private String user = "";
        private @Nullable String wrapper;
        private int shape;
        private String closing = "";
        private int maxTokens;
        private int answerTokens;
        private String temperature = "0";
        private boolean think;
        private long seed;
        private int repeat;
        private @Nullable String control;

        static Ingredients random(long seedOfAll) {
            Random random = new Random(seedOfAll);
            Ingredients some = new Ingredients();
            some.digest = "digest" + random.nextInt();
            some.system = "system " + random.nextInt();
            some.user = "user " + random.nextInt();
            some.wrapper = random.nextBoolean() ? null : "think " + random.nextInt();
            some.shape = random.nextInt(4);
            some.closing = "closing " + random.nextInt();
            some.maxTokens = 1 + random.nextInt(1000);
            some.answerTokens = 1 + random.nextInt(1000);
            some.temperature = random.nextInt(10) + ".5";
            some.think = random.nextBoolean();
            some.seed = random.nextInt();
            some.repeat = random.nextInt(5);
            some.control = random.nextBoolean() ? null : "control " + random.nextInt();
            return some;
        }

        String key() {
            Combination plain = PlanSamples.combination();
            Model model = plain.model();
            Combination combination = new Combination(
                    new Model(model.name(), digest, null, 1L, "", "", model.capabilities(), "", null),
                    new Personality("p", system, wrapper),
                    plain.benchmark(),
                    Setting.of(new BigDecimal(temperature), think));
            return new TrialKeys(seed)
                    .key(
                            new Combination(
                                    combination.model(),
                                    combination.personality(),
                                    combination.benchmark(),
                                    combination.setting(),
                                    control),
                            conversation(),
                            repeat);
        }

        private Conversation conversation() {
            List<Message> messages = List.of(Message.system(system), Message.user(user));
            return switch (shape) {
                case 0 -> new SingleCall(messages, Protocol.GENERATE, maxTokens);
                case 1 -> new SingleCall(messages, Protocol.LOGPROB, maxTokens);
                case 2 -> new ReasonThenRead(messages, maxTokens, closing, Protocol.GENERATE, answerTokens);
                default -> new ReasonThenRead(messages, maxTokens, closing, Protocol.LOGPROB, answerTokens);
            };
        }
    }

    /** One change of each ingredient. */
    private static final Map<String, Consumer<Ingredients>> CHANGES = Map.ofEntries(
            Map.entry("digest", i -> i.digest += "x"),
            Map.entry("system", i -> i.system += " "),
            Map.entry("user", i -> i.user += "x"),
            Map.entry("wrapper", i -> i.wrapper = i.wrapper == null ? "x" : null),
            Map.entry("protocol", i -> i.shape = (i.shape + 2) % 4),
            Map.entry("readBy", i -> i.shape = i.shape ^ 1),
            Map.entry("closing", i -> i.closing += "x"),
            Map.entry("maxTokens", i -> i.maxTokens++),
            Map.entry("answerTokens", i -> i.answerTokens++),
            Map.entry("temperature", i -> i.temperature = "1" + i.temperature),
            Map.entry("think", i -> i.think = !i.think),
            Map.entry("seed", i -> i.seed++),
            Map.entry("repeat", i -> i.repeat++),
            Map.entry("control", i -> i.control = i.control == null ? "x" : null));

    private static final Set<String> OF_REASONED_ONLY = Set.of("closing", "answerTokens");

    @Test
    void changesWithEachIngredientAlone() {
        for (int round = 0; round < 200; round++) {
            Set<String> keys = new HashSet<>(Set.of(Ingredients.random(round).key()));
            for (Map.Entry<String, Consumer<Ingredients>> change : CHANGES.entrySet()) {
                Ingredients changed = Ingredients.random(round);
                boolean matters = changed.shape > 1 || !OF_REASONED_ONLY.contains(change.getKey());
                change.getValue().accept(changed);
                assertThat(keys.add(changed.key()))
                        .as("%s in round %d", change.getKey(), round)
                        .isEqualTo(matters);
            }
        }
    }

    @Test
    void isTheSameForTheSameIngredients() {
        for (int round = 0; round < 100; round++) {
            assertThat(Ingredients.random(round).key())
                    .isEqualTo(Ingredients.random(round).key())
                    .matches("[0-9a-f]{64}");
        }
    }

    @Test
    void doesNotDependOnNamesOrTrainedContext() {
        Combination plain = PlanSamples.combination();
        Conversation asked = new SingleCall(List.of(Message.user("Why?")), Protocol.GENERATE, 10);
        Model other =
                new Model("other:name", plain.model().digest(), 2e9, null, "else", "F16", Set.of(), "Own text.", 512);
        Combination renamed = new Combination(
                other,
                new Personality("renamed", null, null),
                PlanSamples.benchmark("another", AnswerKind.NUMBER),
                plain.setting());
        TrialKeys keys = new TrialKeys(42);

        assertThat(keys.key(renamed, asked, 0)).isEqualTo(keys.key(plain, asked, 0));
    }

    @Test
    void tellsAnEmptySystemMessageFromNone() {
        Combination plain = PlanSamples.combination();
        TrialKeys keys = new TrialKeys(42);
        Conversation empty = new SingleCall(List.of(Message.system(""), Message.user("Why?")), Protocol.GENERATE, 10);
        Conversation none = new SingleCall(List.of(Message.user("Why?")), Protocol.GENERATE, 10);

        assertThat(keys.key(plain, empty, 0)).isNotEqualTo(keys.key(plain, none, 0));
    }

    @Test
    void givesEachRepeatItsOwnSeed() {
        TrialKeys keys = new TrialKeys(42);

        assertThat(keys.sampling(PlanSamples.combination(), 0)).isEqualTo(SamplingOptions.of(0, 42));
        assertThat(keys.sampling(PlanSamples.combination(), 3).seed()).isEqualTo(45);
    }

    @Test
    void isWhatStoredRunsHoldAlready() {
        Conversation asked = new SingleCall(List.of(Message.system(""), Message.user("Why?")), Protocol.GENERATE, 10);

        // A new ingredient must not make the trials of runs stale that lie on people's disks.
        assertThat(new TrialKeys(42).key(PlanSamples.combination(), asked, 0))
                .isEqualTo("5759db77bf655ce03fab381e049ed4be993df1ab183efae8c4b58f98070bdc00");
    }

    @Test
    void sendsToLmEvalsTasksOnlyWhatLmEvalSends() {
        Combination baseline = PlanSamples.lmEval(Personality.baseline(), List.of("Q:", "</s>"));
        Combination cot = PlanSamples.lmEval(new Personality("cot", null, "Think."), List.of("Q:", "</s>"));
        TrialKeys keys = new TrialKeys(42);

        assertThat(keys.sampling(baseline, 0))
                .isEqualTo(new SamplingOptions(
                        0, null, 1, null, null, null, null, null, null, 1234, List.of("Q:", "</s>")));
        assertThat(keys.sampling(cot, 0).stop()).isEmpty();
    }

    @Test
    void dependsOnTheStopsOfLmEvalsTasks() {
        Conversation asked = new SingleCall(List.of(Message.user("Why?")), Protocol.GENERATE, 10);
        TrialKeys keys = new TrialKeys(42);
        Set<String> all = new HashSet<>();

        for (List<String> stop :
                List.of(List.<String>of(), List.of("Q:"), List.of("Q:", "</s>"), List.of("</s>", "Q:"))) {
            assertThat(all.add(keys.key(PlanSamples.lmEval(Personality.baseline(), stop), asked, 0)))
                    .isTrue();
        }
        assertThat(all).doesNotContain(keys.key(PlanSamples.combination(), asked, 0));
    }

    @Test
    void tellsACotCallFromOneThatIsReadPlainly() {
        List<Message> messages = List.of(Message.user("Why?"));
        Combination combination = PlanSamples.lmEval(Personality.baseline(), List.of());
        TrialKeys keys = new TrialKeys(42);

        assertThat(keys.key(combination, new SingleCall(messages, Protocol.GENERATE_COT, 10), 0))
                .isNotEqualTo(keys.key(combination, new SingleCall(messages, Protocol.GENERATE, 10), 0));
        assertThat(TrialKeys.readBy(new SingleCall(messages, Protocol.GENERATE_COT, 10)))
                .isEqualTo(Protocol.GENERATE);
    }

    @Test
    void fingerprintsOrderContentAndScorer() {
        String base = print("1", "a", "b");

        assertThat(print("1", "a", "b")).isEqualTo(base);
        assertThat(Set.of(base, print("2", "a", "b"), print("1", "b", "a"), print("1", "a"), print("1", "ab")))
                .hasSize(5);
    }

    private static String print(String scorer, String... keys) {
        CombinationFingerprint print = new CombinationFingerprint(scorer);
        for (String key : keys) {
            print.add(key);
        }
        return print.hex();
    }
}
