package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The last lines that a journal has of one combination's trials. What the plan would ask is rendered only for items that have a line, and once for each way
 * to ask them. Thread-safe once it is filled.
 */
final class JournalLines {

    private final PlannedCombination planned;
    private final PlannedKeys keys;
    private final Map<String, Integer> positions;
    private final BitSet there = new BitSet();
    private final BitSet failed = new BitSet();
    private final BitSet cached = new BitSet();
    private final Map<Way, BitSet> valid = new HashMap<>();
    private long[] last = {};

    /** What decides the key of an item besides the plan. */
    private record Way(Protocol readBy, BaselineSystem baseline) {}

    /** @param positions of the combination's items by id */
    JournalLines(PlannedCombination planned, PlannedKeys keys, Map<String, Integer> positions) {
        this.planned = planned;
        this.keys = keys;
        this.positions = positions;
    }

    /** Takes the next line; it replaces an earlier one of the same item and repeat. */
    void add(Trial line) {
        int trial = number(line);
        if (trial < 0 || !keys.mayCount(line, planned.combination())) {
            return;
        }
        if (last.length == 0) {
            last = new long[planned.trials()];
        }
        there.set(trial);
        failed.set(trial, line.failure().isPresent());
        cached.set(trial, line.fromCache());
        last[trial] = digest(line.key());
    }

    /** Finds out which lines the plan would ask again, so that nobody waits for it later. */
    void settle() {
        readBy().ifPresent(protocol -> valid(protocol, baseline()));
    }

    /** True when the line is the last of its trial and what the plan asks. While the protocol is open, it may have been asked by either. */
    boolean count(Trial line) {
        int trial = number(line);
        return trial >= 0
                && there.get(trial)
                && last[trial] == digest(line.key())
                && keys.mayCount(line, planned.combination())
                && valid(readBy().orElse(line.readBy()), baseline()).get(trial);
    }

    JournalState.Standing standing(int trial) {
        Optional<Protocol> readBy = readBy();
        if (readBy.isEmpty() || !there.get(trial)) {
            return JournalState.Standing.NEW;
        }
        if (!valid(readBy.get(), baseline()).get(trial)) {
            return JournalState.Standing.STALE;
        }
        return failed.get(trial) ? JournalState.Standing.FAILED : JournalState.Standing.REUSED;
    }

    /** The trials that need not be asked again. */
    BitSet done(Protocol readBy, BaselineSystem baseline) {
        BitSet done = (BitSet) valid(readBy, baseline).clone();
        done.andNot(failed);
        return done;
    }

    /** Those of them that the run did not ask itself. */
    BitSet fromCache(Protocol readBy, BaselineSystem baseline) {
        BitSet taken = done(readBy, baseline);
        taken.and(cached);
        return taken;
    }

    private Optional<Protocol> readBy() {
        return keys.readBy(planned.combination());
    }

    private BaselineSystem baseline() {
        return keys.baseline(planned.combination());
    }

    /** Negative for a line that is none of the plan's; one of another server is passed over as if it were not there. */
    private int number(Trial line) {
        Integer position = positions.get(line.item());
        return position == null || line.repeat() >= planned.repeats() || !keys.fromItsHost(planned.combination(), line)
                ? -1
                : position * planned.repeats() + line.repeat();
    }

    private synchronized BitSet valid(Protocol readBy, BaselineSystem baseline) {
        return valid.computeIfAbsent(new Way(readBy, baseline), this::look);
    }

    private BitSet look(Way way) {
        BitSet found = new BitSet();
        int repeats = planned.repeats();
        for (int first = 0; first < last.length; first += repeats) {
            int next = there.nextSetBit(first);
            if (next < 0) {
                break;
            }
            if (next < first + repeats) {
                Item item = planned.items().get(first / repeats);
                IntFunction<String> itsKeys = keys.of(planned.combination(), item, way.readBy(), way.baseline());
                for (int repeat = 0; repeat < repeats; repeat++) {
                    int trial = first + repeat;
                    found.set(trial, there.get(trial) && last[trial] == digest(itsKeys.apply(repeat)));
                }
            }
        }
        return found;
    }

    /** 64 bits stand for a key, which in a damaged journal may be any text: enough to tell an edited prompt, small enough for a million trials. */
    private static long digest(String key) {
        long digest = 0;
        for (int i = 0; i < key.length(); i++) {
            digest = 31 * digest + key.charAt(i);
        }
        return digest;
    }
}
