package dev.matrix.app;

import dev.matrix.execution.ExecutionEvent;
import dev.matrix.store.HostsRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.RunDirectory;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Keeps what happens to the hosts of a run that has several: how fast they are, what goes where, and which are lost. Thread-safe. */
final class HostRecords {

    private final RunDirectory directory;
    private final ScoreBoard board;

    HostRecords(RunDirectory directory, ScoreBoard board) {
        this.directory = directory;
        this.board = board;
    }

    /** Takes an event; false when it is about something else. */
    boolean on(ExecutionEvent event, Instant now) {
        if (event instanceof ExecutionEvent.HostMeasured measured) {
            note(hosts -> measured(hosts, measured), now);
        } else if (event instanceof ExecutionEvent.ModelPlaced placed) {
            placed(placed, now);
        } else if (event instanceof ExecutionEvent.HostLost lost) {
            directory.updateManifest(manifest -> manifest.withWarning(lost.sentence(), now));
        } else {
            return false;
        }
        return true;
    }

    private static HostsRecord measured(HostsRecord hosts, ExecutionEvent.HostMeasured measured) {
        return hosts.server(measured.host())
                .map(known -> hosts.with(new HostsRecord.HostRecord(
                        known.address(), known.version(), measured.speed(), measured.evidence())))
                .orElse(hosts);
    }

    /** Before the model's first trial there; what another host had answered of it counts no more. */
    private void placed(ExecutionEvent.ModelPlaced placed, Instant now) {
        String model = placed.model().name();
        String before = placed.before();
        HostsRecord.Placement placement =
                new HostsRecord.Placement(model, placed.host(), now, placed.evidence(), before);
        if (before != null) {
            board.forget(model);
            directory.noteInManifest(manifest -> manifest.withoutModel(model, CombinationIds.of(manifest, model), now));
        }
        note(hosts -> kept(hosts, placement), now);
    }

    /** That a model goes on where it was is no news. */
    private static HostsRecord kept(HostsRecord hosts, HostsRecord.Placement placement) {
        boolean stays = hosts.placement(placement.model())
                .filter(known -> known.host().equals(placement.host()))
                .isPresent();
        return stays ? hosts : hosts.with(placement);
    }

    private void note(UnaryOperator<HostsRecord> change, Instant now) {
        directory.noteInManifest(manifest -> changed(manifest, change, now));
    }

    private static Manifest changed(Manifest manifest, UnaryOperator<HostsRecord> change, Instant now) {
        HostsRecord hosts = manifest.hosts();
        return hosts == null ? manifest : manifest.withHosts(change.apply(hosts), now);
    }
}
