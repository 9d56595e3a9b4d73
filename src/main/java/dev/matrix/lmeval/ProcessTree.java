package dev.matrix.lmeval;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** A process with all that it started. */
final class ProcessTree {

    /** How long a polite request may take; with what follows it must stay under the two seconds that a stop may take. */
    private static final Duration POLITE = Duration.ofMillis(700);

    private static final Duration FORCED = Duration.ofMillis(500);

    private final Process process;
    private final LongSupplier nanoTime;

    ProcessTree(Process process, LongSupplier nanoTime) {
        this.process = process;
        this.nanoTime = nanoTime;
    }

    /** Ends all of it: asked first, then forced. */
    void kill() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        await(all, POLITE);
        // Whatever was started meanwhile is a child of one of these; the children of a dead one belong to it no longer.
        all.stream()
                .flatMap(each -> Stream.concat(each.descendants(), Stream.of(each)))
                .filter(ProcessHandle::isAlive)
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        await(all, FORCED);
    }

    private void await(List<ProcessHandle> all, Duration patience) {
        long end = nanoTime.getAsLong() + patience.toNanos();
        boolean interrupted = Thread.interrupted();
        for (ProcessHandle each : all) {
            long left = end - nanoTime.getAsLong();
            if (left <= 0) {
                break;
            }
            try {
                each.onExit().get(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException e) {
                // It is forced next, or has had its chance.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
