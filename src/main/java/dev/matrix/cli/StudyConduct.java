package dev.matrix.cli;

import dev.matrix.app.PreparedRun;
import dev.matrix.app.Reuse;
import dev.matrix.app.RunDialogue;
import dev.matrix.app.RunJob;
import dev.matrix.app.RunOutcome;
import dev.matrix.app.RunRequest;
import dev.matrix.app.RunStudy;
import dev.matrix.app.StudyPart;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.config.SettingsFile;
import dev.matrix.console.Figures;
import dev.matrix.console.Progress;
import dev.matrix.console.Screen;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** Carries out the runs of a study with the commands' own means: settings, progress, messages, one question before it begins. */
final class StudyConduct implements RunStudy.Conduct {

    private static final Duration LONG = Duration.ofMinutes(30);

    private final Session session;
    private final Screen screen;
    private final StudyOptions options;
    private final String wayOn;
    private final SettingsFile below;

    /**
     * @param wayOn the command that goes on with the study
     * @param below settings that those of the study win over
     */
    StudyConduct(Session session, Screen screen, StudyOptions options, String wayOn, SettingsFile below) {
        this.session = session;
        this.screen = screen;
        this.options = options;
        this.wayOn = wayOn;
        this.below = below;
    }

    private Settings settings(StudyPart part) {
        Map<String, String> given = options.given();
        given.put("models", String.join(",", part.models()));
        return Settings.resolve(given, session.environment(), part.settings().over(below));
    }

    private RunRequest request(StudyPart part, Settings settings) {
        Map<String, String> given = new LinkedHashMap<>(options.given());
        given.put("models", "");
        // What the study says is asked for like an option: a run that is there is extended by it.
        part.settings().names().forEach(each -> given.putIfAbsent(each, ""));
        boolean there = session.runs(settings).exists(part.run());
        return new RequestFactory(session)
                .request(
                        settings,
                        options.matrix,
                        false,
                        new RunRequest.Storage(part.run(), there, null),
                        new RunRequest.Policy(settings.value(SettingKeys.MAX_MISSING), options.acceptDrift),
                        given);
    }

    @Override
    public Optional<PreparedRun> plan(StudyPart part) {
        Settings settings = settings(part);
        return session.runJob(settings, screen).plan(request(part, settings), new Silent());
    }

    @Override
    public boolean mayStart(List<RunStudy.Expected> parts) {
        new StudyPhasesView(screen).announce(parts);
        double left = parts.stream()
                .map(RunStudy.Expected::secondsLeft)
                .filter(Objects::nonNull)
                .mapToDouble(seconds -> Objects.requireNonNull(seconds))
                .sum();
        Duration expected = Duration.ofSeconds(Math.round(left));
        return expected.compareTo(LONG) <= 0
                || options.yes
                || session.question(screen).yes("This may take about " + Figures.duration(expected) + ". Start?");
    }

    @Override
    public Optional<RunOutcome> run(StudyPart part, OptionalDouble expected) {
        Settings settings = settings(part);
        RunJob job = session.runJob(settings, screen);
        screen.message("Phase " + part.phase() + ", run " + part.run()
                + (expected.isPresent()
                        ? ", expected to take "
                                + Figures.duration(Duration.ofSeconds(Math.round(expected.getAsDouble())))
                        : "")
                + ".");
        RunConversation conversation = new RunConversation(screen, session.question(screen), false, run -> wayOn);
        try (Progress progress =
                new Progress(screen, session.ports().nanoTime(), settings.value(SettingKeys.MAX_MISSING))) {
            return job.run(request(part, settings), conversation, progress);
        } catch (RuntimeException | Error failure) {
            Optional<String> resume = conversation.wayOn();
            if (resume.isPresent()) {
                throw new UnfinishedRun(failure, resume.get());
            }
            throw failure;
        }
    }

    /** Planning is looked at, not talked about: everything is said when the part begins. */
    private static final class Silent implements RunDialogue {
        @Override
        public void warning(String sentence) {
            // Said when the part begins.
        }

        @Override
        public void message(String line) {
            // Said when the part begins.
        }

        @Override
        public void notRun(String reason) {
            // Said when the part begins.
        }

        @Override
        public boolean mayStart(PreparedRun prepared) {
            return false;
        }

        @Override
        public void resuming(String runId, Reuse reuse, List<String> changes) {
            // Said when the part begins.
        }

        @Override
        public void begun(String runId) {
            // Nothing is begun.
        }

        @Override
        public void stopped(boolean serverLost) {
            // Nothing is begun.
        }
    }
}
