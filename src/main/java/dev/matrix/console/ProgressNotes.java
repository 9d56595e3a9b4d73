package dev.matrix.console;

import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.Reach;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ReachFinding;
import java.util.Locale;
import java.util.Optional;

/** The sentences for events that are worth one. Each part that comes from outside is made one short line, so that it cannot pass for another message. */
final class ProgressNotes {

    private static final int SENTENCE = 1000;
    private static final int CLAUSE = 300;
    private static final int NAME = 120;

    /** What is shown even when quiet. */
    Optional<String> warning(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.Warning warning) {
            return Optional.of(SafeText.line(warning.sentence(), SENTENCE));
        }
        if (event instanceof ExecutionEvent.HostLost lost) {
            return Optional.of(SafeText.line(lost.sentence(), SENTENCE));
        }
        if (event instanceof ExecutionEvent.CombinationFailed failed) {
            return Optional.of(name(failed.combination().id()) + " failed: " + SafeText.line(failed.error(), SENTENCE));
        }
        if (event instanceof ExecutionEvent.ReachFound found && found.finding().reach() == Reach.DROPPED) {
            return Optional.of(dropped(found.finding()));
        }
        return Optional.empty();
    }

    /** What is said on every kind of stream. */
    Optional<String> message(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.ModelLoaded loaded) {
            return Optional.of(loaded(loaded));
        }
        if (event instanceof ExecutionEvent.HostMeasured measured) {
            return Optional.of(name(measured.host()) + " "
                    + (measured.speed() == null
                            ? "gets only models that no other host can ask: "
                            : String.format(Locale.ROOT, "answers %.2f questions a second: ", measured.speed()))
                    + SafeText.line(measured.evidence(), CLAUSE));
        }
        if (event instanceof ExecutionEvent.ModelPlaced placed) {
            return Optional.of(name(placed.model().name()) + " goes to " + name(placed.host()) + ": "
                    + SafeText.line(placed.evidence(), CLAUSE));
        }
        if (event instanceof ExecutionEvent.ModelEvicted evicted) {
            return Optional.of(name(evicted.model().name()) + " was in memory with a context of "
                    + Figures.count(evicted.there()) + " tokens instead of " + Figures.count(evicted.wanted())
                    + ": it is unloaded first");
        }
        if (event instanceof ExecutionEvent.ModelFound found) {
            return Optional.of(name(found.model().name()) + " is in memory already with a context of "
                    + Figures.count(found.contextTokens())
                    + " tokens; the server does not tell its other load options, and loads it anew if they differ");
        }
        if (event instanceof ExecutionEvent.ConcurrencyChosen chosen) {
            return Optional.of(name(chosen.choice().model()) + " is asked with "
                    + chosen.choice().inFlight() + " in flight: "
                    + SafeText.line(chosen.choice().reason(), CLAUSE));
        }
        if (event instanceof ExecutionEvent.ProtocolChosen chosen) {
            return Optional.of(name(chosen.choice().benchmark()) + " is scored by "
                    + chosen.choice().readBy().label() + (chosen.recorded() ? ", as before: " : ": ")
                    + SafeText.line(chosen.choice().reason(), CLAUSE));
        }
        return Optional.empty();
    }

    /** What the status block shows where there is one, and a line says where there is none. */
    Optional<String> plain(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.ModelLoading loading) {
            return Optional.of("loading " + name(loading.model().name()) + " (" + loading.position() + " of "
                    + loading.models() + ")");
        }
        if (event instanceof ExecutionEvent.Waiting waiting) {
            return Optional.of("waiting: " + SafeText.line(waiting.why(), CLAUSE));
        }
        if (event instanceof ExecutionEvent.TrialFinished finished) {
            return finished.trial()
                    .failure()
                    .map(failure -> name(finished.combination().id()) + ": item "
                            + name(finished.item().id()) + " is missing: " + SafeText.line(failure.message(), CLAUSE));
        }
        if (event instanceof ExecutionEvent.Retrying retrying) {
            return Optional.of(name(retrying.combination().id()) + " tries again in "
                    + Figures.duration(retrying.pause()) + ": "
                    + SafeText.line(retrying.failure().message(), CLAUSE));
        }
        return Optional.empty();
    }

    private static String dropped(ReachFinding finding) {
        return "personality " + name(finding.personality()) + " does not reach " + name(finding.model()) + ": "
                + SafeText.line(finding.evidence(), CLAUSE);
    }

    private static String loaded(ExecutionEvent.ModelLoaded event) {
        return name(event.model().name()) + " loaded in "
                + Figures.duration(event.report().wall()) + " (context " + Figures.count(event.contextTokens())
                + memory(event.report().loaded()) + ")";
    }

    private static String memory(LoadedModel loaded) {
        // 0 when the server does not list it.
        return loaded.sizeBytes() <= 0
                ? ""
                : ", " + Figures.bytes(loaded.sizeBytes()) + ", "
                        + Figures.percent((double) loaded.gpuBytes() / loaded.sizeBytes()) + " on GPU";
    }

    private static String name(String name) {
        return SafeText.line(name, NAME);
    }
}
