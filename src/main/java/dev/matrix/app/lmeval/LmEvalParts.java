package dev.matrix.app.lmeval;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionPorts;
import dev.matrix.execution.ExecutionSettings;
import dev.matrix.execution.KnownTrials;
import dev.matrix.execution.ReachCheck;
import dev.matrix.lmeval.LmEvalProgram;
import dev.matrix.store.LmEvalRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run by lm-eval works with.
 *
 * @param address of the server, without a path
 * @param requestBudget how long one request may take
 * @param reach looks whether personalities get to a model
 * @param planned what the plan says of the combinations
 * @param records what lm-eval said of them
 * @param directory where its processes have their files
 */
public record LmEvalParts(
        LmEvalProgram program,
        String address,
        Duration requestBudget,
        ExecutionPorts ports,
        ExecutionSettings settings,
        ReachCheck reach,
        Planned planned,
        Records records,
        Path directory,
        Clock clock,
        LongSupplier nanoTime) {

    /**
     * What the plan says.
     *
     * @param exampleTurn the user turn of a solved example
     * @param known what earlier invocations brought
     * @param items by benchmark name
     * @param examples the whole pool of a benchmark's solved examples
     */
    public record Planned(
            Identities identities,
            BiFunction<Combination, Item, String> exampleTurn,
            KnownTrials known,
            Map<String, ItemSet> items,
            Function<Benchmark, List<Item>> examples) {}

    /** What makes a trial the one that was planned. */
    public interface Identities {

        /** The key of a trial. */
        String key(Combination combination, Item item, int repeat);

        /** The seed that a repeat is generated with. */
        long seed(Combination combination, int repeat);
    }

    /** What is known of a combination, from this invocation and those before it. */
    public interface Records {

        /** What lm-eval said; null when it said nothing yet. */
        @Nullable
        LmEvalRecord of(String combination);

        /** The seconds that its trials have. */
        double seconds(String combination);

        /** Takes what lm-eval said. */
        void save(String combination, LmEvalRecord said);
    }

    void say(ExecutionEvent event) {
        ports.listener().on(event);
    }

    void warn(String sentence) {
        say(new ExecutionEvent.Warning(sentence));
    }
}
