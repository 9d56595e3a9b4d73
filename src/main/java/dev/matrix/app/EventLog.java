package dev.matrix.app;

import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens during a run into the maintainer's log: loads, choices, retries, warnings and failures, not every trial. Thread-safe. */
final class EventLog implements ExecutionListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    @Override
    public void on(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.CombinationFailed failed) {
            LOG.error("{} failed: {}", failed.combination().id(), failed.error());
        } else if (event instanceof ExecutionEvent.CombinationStopped stopped) {
            LOG.info(
                    "{} stopped by {} after {} of {} items",
                    stopped.combination().id(),
                    stopped.by(),
                    stopped.items(),
                    stopped.of());
        } else if (event instanceof ExecutionEvent.Retrying retrying) {
            LOG.warn(
                    "{} item {}: attempt {} failed, next in {} ms: {}",
                    retrying.combination().id(),
                    retrying.item().id(),
                    retrying.attempt(),
                    retrying.pause().toMillis(),
                    retrying.failure().message());
        } else if (event instanceof ExecutionEvent.TrialFinished finished) {
            finished.trial()
                    .failure()
                    .ifPresent(failure -> LOG.warn(
                            "{} item {} is missing: {}",
                            finished.combination().id(),
                            finished.item().id(),
                            failure.message()));
        } else if (event instanceof ExecutionEvent.Warning warning) {
            LOG.warn("{}", warning.sentence());
        } else if (event instanceof ExecutionEvent.ModelEvicted evicted) {
            LOG.debug(
                    "{} was in memory with a context of {} tokens instead of {}: unloading it first",
                    evicted.model().name(),
                    evicted.there(),
                    evicted.wanted());
        } else if (event instanceof ExecutionEvent.ModelLoaded loaded) {
            LOG.info("{} loaded, context {}", loaded.model().name(), loaded.contextTokens());
        } else if (event instanceof ExecutionEvent.ProtocolChosen chosen) {
            LOG.info(
                    "{} on {} is read by {}: {}",
                    chosen.choice().benchmark(),
                    chosen.choice().model(),
                    chosen.choice().readBy().label(),
                    chosen.choice().reason());
        } else if (event instanceof ExecutionEvent.HostMeasured measured) {
            LOG.info("{} has speed {}: {}", measured.host(), measured.speed(), measured.evidence());
        } else if (event instanceof ExecutionEvent.ModelPlaced placed) {
            LOG.info("{} goes to {}: {}", placed.model().name(), placed.host(), placed.evidence());
        } else if (event instanceof ExecutionEvent.HostLost lost) {
            LOG.error("{}", lost.sentence());
        } else if (event instanceof ExecutionEvent.CacheTaken taken) {
            LOG.info("{}: {} trials taken from the cache", taken.model().name(), taken.trials());
        } else if (event instanceof ExecutionEvent.CacheChecked checked) {
            LOG.info("{}", checked.check().reason());
        } else if (event instanceof ExecutionEvent.ConcurrencyChosen chosen) {
            LOG.info(
                    "{} is asked with {} in flight: {}; {}",
                    chosen.choice().model(),
                    chosen.choice().inFlight(),
                    chosen.choice().reason(),
                    chosen.choice().levels());
        } else if (event instanceof ExecutionEvent.RunFinished finished) {
            LOG.info("ended: {}", finished.summary());
        }
    }
}
