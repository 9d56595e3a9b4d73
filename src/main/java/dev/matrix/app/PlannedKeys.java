package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ConversationSource;
import dev.matrix.plan.TrialKeys;
import dev.matrix.store.HostsRecord;
import dev.matrix.store.Manifest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the trials of a run have by what its manifest records. A combination whose protocol is not chosen yet has none. Thread-safe.
 */
final class PlannedKeys {

    private final ConversationSource conversations;
    private final TrialKeys keys;
    private final BaselineSystem baseline;
    private final Engine engine;
    private final Map<String, Protocol> protocols = new HashMap<>();
    private final Map<String, BaselineSystem> baselines;
    private final @Nullable HostsRecord hosts;
    private final Set<String> withoutCache = new HashSet<>();

    PlannedKeys(Manifest manifest, ConversationSource conversations) {
        this.conversations = conversations;
        this.engine = Engine.of(manifest.settings().engine());
        this.keys = new TrialKeys(manifest.settings().seed(), engine);
        this.baseline = BaselineNames.parse(manifest.settings().baselineSystem());
        manifest.cacheChecks().stream()
                .filter(check -> !check.used())
                .forEach(check -> withoutCache.add(check.model()));
        this.baselines = BaselineNames.byModel(manifest);
        this.hosts = manifest.hosts();
        manifest.protocols()
                .forEach(record -> protocols.put(slot(record.model(), record.benchmark()), record.readBy()));
    }

    private static String slot(String model, String benchmark) {
        return model + '\u0000' + benchmark;
    }

    /** The protocol that deciding calls of a combination are read by; numbers, texts, lm-eval's own tasks and all that lm-eval asks are always generated. */
    Optional<Protocol> readBy(Combination combination) {
        if (!combination.benchmark().lettered() || engine == Engine.LM_EVAL) {
            return Optional.of(Protocol.GENERATE);
        }
        return Optional.ofNullable(protocols.get(
                slot(combination.model().name(), combination.benchmark().name())));
    }

    /** False for a trial that another server answered than the one that the combination's model belongs to. */
    boolean fromItsHost(Combination combination, Trial trial) {
        return hosts == null || hosts.counts(combination.model().name(), trial.host());
    }

    /** The seed that a repeat is generated with. */
    long seed(Combination combination, int repeat) {
        return keys.sampling(combination, repeat).seed();
    }

    /** What stands where no system prompt is injected. */
    BaselineSystem baseline(Combination combination) {
        return baselines.getOrDefault(combination.model().name(), baseline);
    }

    /** False for a trial that was taken from the cache of a model whose cached answers turned out to be no longer true. */
    boolean mayCount(Trial trial, Combination combination) {
        return !trial.fromCache() || !withoutCache.contains(combination.model().name());
    }

    /** The keys of an item by repeat; the item is rendered once. */
    IntFunction<String> of(Combination combination, Item item, Protocol readBy, BaselineSystem system) {
        Conversation conversation = conversations.conversation(combination, item, readBy, system);
        return repeat -> keys.key(combination, conversation, repeat);
    }
}
