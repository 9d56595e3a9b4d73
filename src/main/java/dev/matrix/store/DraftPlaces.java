package dev.matrix.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The hidden directories beside the runs in which one run is put together: each has the number of its process in its name. */
final class DraftPlaces {

    /** No name of a run has it. */
    private static final char MARK = '~';

    private final Path results;
    private final String prefix;

    DraftPlaces(Path results, String runId) {
        this.results = results;
        this.prefix = "." + runId + MARK;
    }

    /** Makes a new one, with the rights of any other directory, and removes those that killed processes of this machine left. */
    RunDraft make(Path target, StoreJson json) throws IOException {
        removeLeft();
        String own = prefix + ProcessHandle.current().pid() + MARK;
        for (int number = 1; ; number++) {
            Path draft = results.resolve(own + number);
            try {
                return new RunDraft(Files.createDirectory(draft), target, json);
            } catch (FileAlreadyExistsException e) {
                // Of another thread of this program: the next number.
            }
        }
    }

    private void removeLeft() throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(prefix) + "([0-9]{1,18})" + MARK + "[0-9]+");
        List<Path> entries;
        try (Stream<Path> all = Files.list(results)) {
            entries = all.toList();
        }
        for (Path entry : entries) {
            Matcher found = name.matcher(entry.getFileName().toString());
            if (found.matches() && isDead(Long.parseLong(found.group(1)))) {
                remove(entry);
            }
        }
    }

    private static boolean isDead(long process) {
        Optional<ProcessHandle> handle = ProcessHandle.of(process);
        return handle.isEmpty() || !handle.get().isAlive();
    }

    /** Removes a directory with all that is in it, as far as it can be. */
    static void remove(Path draft) {
        if (!Files.exists(draft)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(draft)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException | UncheckedIOException ignored) {
            // A hidden directory stays that no command reads.
        }
    }
}
