package dev.matrix.execution;

import dev.matrix.domain.Combination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens one model's items block by block, the same items in every combination, until the rule stops them; then those that controls ask. Driven by the
 * coordinating thread.
 */
final class Blocks {

    private final RunParts parts;
    private final StoppingRule rule;
    private final List<CombinationWork> matrix;
    private final List<CombinationWork> controls;

    /** @param works all combinations of the model */
    Blocks(RunParts parts, List<CombinationWork> works) {
        this.parts = parts;
        this.rule = parts.ports().stopping();
        this.matrix =
                works.stream().filter(work -> !work.combination().isControl()).toList();
        this.controls =
                works.stream().filter(work -> work.combination().isControl()).toList();
        controls.forEach(work -> work.open(0));
    }

    /**
     * Asks everything that the rule lets through.
     *
     * @param ask asks what is open of these
     */
    void run(Consumer<List<CombinationWork>> ask) {
        while (parts.goesOn() && openNext()) {
            ask.accept(matrix);
        }
        if (parts.goesOn()) {
            openControls();
            if (controls.stream().anyMatch(work -> work.left() > 0)) {
                ask.accept(controls);
            }
        }
    }

    /** Opens the next block of the matrix that has something to ask; false when there is none. */
    boolean openNext() {
        while (true) {
            List<CombinationWork> going = new ArrayList<>(
                    matrix.stream().filter(CombinationWork::goesOn).toList());
            Map<String, String> stops = going.isEmpty() ? Map.of() : rule.stops(end(going));
            going.removeIf(work -> stopped(work, stops));
            if (going.isEmpty()) {
                return false;
            }
            int items = nextEnd(going);
            going.forEach(work -> work.open(items));
            if (going.stream().anyMatch(work -> work.left() > 0)) {
                return true;
            }
        }
    }

    /** True when the rule lets nothing more be asked, so that the model need not be loaded. Known only where no protocol is open. */
    boolean allStopped() {
        if (matrix.stream().anyMatch(work -> work.readBy().isEmpty()) || openNext()) {
            return false;
        }
        openControls();
        return controls.stream().allMatch(work -> work.left() == 0);
    }

    private BlockEnd end(List<CombinationWork> going) {
        int next = nextEnd(going);
        List<BlockEnd.Reached> reached = going.stream()
                .map(work -> new BlockEnd.Reached(work.planned(), work.reached(rule.blockItems())))
                .toList();
        return new BlockEnd(
                reached,
                matrix.stream().mapToInt(CombinationWork::asked).sum(),
                going.stream().mapToInt(work -> work.leftBefore(next)).sum(),
                controls.stream().mapToInt(work -> work.leftBefore(next)).sum());
    }

    /** The item before which the next block ends: those that are behind come up first. */
    private int nextEnd(List<CombinationWork> going) {
        int reached = going.stream()
                .mapToInt(work -> work.reached(rule.blockItems()))
                .min()
                .orElse(0);
        return (int) Math.min(Integer.MAX_VALUE, (long) reached + rule.blockItems());
    }

    private boolean stopped(CombinationWork work, Map<String, String> stops) {
        String why = stops.get(work.planned().id());
        if (why == null) {
            return false;
        }
        stop(work, work.reached(rule.blockItems()), why);
        return true;
    }

    private void stop(CombinationWork work, int items, String why) {
        work.stop(items, why);
        parts.say(new ExecutionEvent.CombinationStopped(
                work.combination(), items, work.planned().items().size(), why, work.leftAfter(items)));
    }

    /** A control asks what the combination that it controls was asked. */
    private void openControls() {
        for (CombinationWork control : controls) {
            Optional<CombinationWork> controlled = controlled(control.combination());
            Optional<Integer> stoppedAt = controlled.flatMap(CombinationWork::stoppedAt);
            control.open(stoppedAt.orElse(control.planned().items().size()));
            if (stoppedAt.isPresent() && control.stoppedAt().isEmpty()) {
                stop(
                        control,
                        stoppedAt.get(),
                        controlled.flatMap(CombinationWork::stoppedBy).orElse(""));
            }
        }
    }

    private Optional<CombinationWork> controlled(Combination control) {
        return matrix.stream()
                .filter(work -> work.combination().id().equals(control.cell()))
                .findFirst();
    }
}
