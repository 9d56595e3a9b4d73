package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionListener;
import dev.matrix.execution.TrialSink;
import dev.matrix.lmeval.LmEvalProgram;
import dev.matrix.store.LmEvalRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run by lm-eval works with.
 *
 * @param keys the identities of its trials
 * @param known what earlier invocations brought
 * @param items by benchmark name
 * @param examples the whole pool of a benchmark's solved examples
 * @param said takes what lm-eval said of a combination
 * @param kept what is known of a combination so far
 * @param directory where its processes have their files
 */
record LmEvalParts(
        LmEvalProgram program,
        RunRequest request,
        ServerConnection connection,
        Conversations conversations,
        PlannedKeys keys,
        JournalState known,
        Map<String, ItemSet> items,
        Function<Benchmark, List<Item>> examples,
        TrialSink sink,
        BiConsumer<String, LmEvalRecord> said,
        Kept kept,
        ExecutionListener listener,
        Path directory,
        Clock clock,
        LongSupplier nanoTime) {

    /** What is known of a combination, from this invocation and those before it. */
    interface Kept {

        /** What lm-eval said; null when it said nothing yet. */
        @Nullable
        LmEvalRecord of(String combination);

        /** The seconds that its trials have. */
        double seconds(String combination);
    }

    void say(ExecutionEvent event) {
        listener.on(event);
    }

    void warn(String sentence) {
        say(new ExecutionEvent.Warning(sentence));
    }
}
