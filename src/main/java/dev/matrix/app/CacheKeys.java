package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ConversationSource;
import dev.matrix.execution.RequestFrames;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.TrialKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a trial stands under in the cache across runs: its trial key (model digest, first call's messages, closing question, sampling, repeat, control), the
 * exact requests but for their messages, context size and keep-alive, the server's version, and which combination and item asked it, so that no trial of a
 * run is ever the copy of another one with the same prompt. Thread-safe.
 */
final class CacheKeys {

    /** Changes when the recipe does, or the way in which replies are read from the wire. */
    private static final String RECIPE = "cache-1";

    private final ConversationSource conversations;
    private final TrialKeys keys;
    private final RequestFrames requests;
    private final String version;
    private final Map<Frame, String> frames = new ConcurrentHashMap<>();

    /** @param version the server's */
    CacheKeys(ConversationSource conversations, TrialKeys keys, RequestFrames requests, String version) {
        this.conversations = conversations;
        this.keys = keys;
        this.requests = requests;
        this.version = version;
    }

    private record Frame(String combination, Protocol readBy, int repeat) {}

    Conversation conversation(PlannedCombination planned, int item, Protocol readBy, BaselineSystem baseline) {
        return conversations.conversation(planned.combination(), planned.items().get(item), readBy, baseline);
    }

    /** The key that a planned trial has within a run. */
    String trialKey(PlannedCombination planned, Conversation conversation, int repeat) {
        return keys.key(planned.combination(), conversation, repeat);
    }

    /** The key of a trial that is planned. */
    String key(PlannedCombination planned, Conversation conversation, Protocol readBy, int item, int repeat) {
        return key(
                planned,
                readBy,
                repeat,
                trialKey(planned, conversation, repeat),
                planned.items().get(item).id());
    }

    /** The key of a trial that was asked. */
    String key(PlannedCombination planned, Trial trial) {
        return key(planned, trial.readBy(), trial.repeat(), trial.key(), trial.item());
    }

    private String key(PlannedCombination planned, Protocol readBy, int repeat, String trialKey, String item) {
        return new Fingerprint()
                .add(RECIPE)
                .add(version)
                .add(trialKey)
                .add(frames.computeIfAbsent(
                        new Frame(planned.id(), readBy, repeat), frame -> frame(planned, readBy, repeat)))
                .add(planned.id())
                .add(item)
                .hex();
    }

    /** The first item stands for all: what differs between items is in their messages and in the trial's key. */
    private String frame(PlannedCombination planned, Protocol readBy, int repeat) {
        return requests.of(planned.combination(), conversation(planned, 0, readBy, BaselineSystem.EMPTY), repeat);
    }
}
