package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the journals of shards hold all that was to be asked. They decide, as the merged run is built from them: a manifest or a checkpoint may say more.
 *
 * @param open true when trials of a shard are in no journal, so that a resume has something to ask
 * @param warnings which lines could not be read, by the names of the shards' own files
 */
record ShardJournals(boolean open, List<String> warnings) {

    ShardJournals {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads them, one after the other.
     *
     * @param allowMissing accept that trials are missing
     * @throws MatrixException of kind USAGE that names the journal that lacks trials
     */
    static ShardJournals read(List<StoredRun> shards, boolean allowMissing, String programVersion) {
        boolean open = false;
        List<String> warnings = new ArrayList<>();
        for (StoredRun run : shards) {
            StoredScores scores = StoredScores.of(run, programVersion);
            Optional<String> unreadable = scores.unreadable().warning();
            long missing = missing(scores);
            if (missing > 0 && !allowMissing && !ShardChecks.wasCut(run)) {
                throw MatrixException.usage(
                        lacks(run, missing) + unreadable.map(why -> " " + why).orElse("")
                                + " Restore it from a backup, ask the rest with 'matrix run --resume " + run.id()
                                + "', or merge what is there with --allow-missing.");
            }
            open |= missing > 0;
            unreadable.ifPresent(warnings::add);
        }
        return new ShardJournals(open, warnings);
    }

    private static String lacks(StoredRun run, long missing) {
        return run.hasJournal()
                ? "Of " + ShardChecks.named(run) + " " + missing + (missing == 1 ? " trial is" : " trials are")
                        + " not in " + run.journalFile() + ", although it was asked to its end."
                : "Of " + ShardChecks.named(run) + " the replies are gone: there is no " + run.journalFile() + ".";
    }

    /** Trials that were never asked, and of which nothing says that they never will be. */
    private static long missing(StoredScores scores) {
        return scores.board().cells().stream()
                .filter(ScoreCell::isUnfinished)
                .mapToLong(cell -> cell.scores().planned() - cell.scores().asked())
                .sum();
    }
}
