package dev.matrix.cli;

import dev.matrix.app.RunStudy;
import dev.matrix.app.SkippedModel;
import dev.matrix.app.StudyPart;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prints the phases of a study with the time that was planned, expected and taken, and the models that are left out. */
final class StudyPhasesView {

    private static final int SENTENCE = 300;

    private final Screen screen;

    StudyPhasesView(Screen screen) {
        this.screen = screen;
    }

    /** What would be run, as a result. */
    void plan(List<RunStudy.Expected> parts) {
        screen.result(table(parts).lines());
        skipped(parts.stream().map(RunStudy.Expected::part).toList()).forEach(screen::result);
    }

    /** The same as messages, before it is run. */
    void announce(List<RunStudy.Expected> parts) {
        table(parts).lines().forEach(screen::message);
        skipped(parts.stream().map(RunStudy.Expected::part).toList()).forEach(screen::message);
    }

    private static TextTable table(List<RunStudy.Expected> parts) {
        TextTable table = head().right("left");
        rows(table, parts, RunStudy.Expected::part, part -> List.of(time(part.seconds()), time(part.secondsLeft())));
        return table;
    }

    /** How the phases went. */
    void ended(List<RunStudy.PartOutcome> parts) {
        TextTable table = head().right("took").left("state");
        rows(
                table,
                parts,
                RunStudy.PartOutcome::part,
                part -> List.of(
                        time(part.estimatedSeconds()),
                        time(part.actualSeconds()),
                        part.state().replace('_', ' ') + (part.failed() > 0 ? ", " + part.failed() + " failed" : "")));
        screen.result("");
        screen.result(table.lines());
        skipped(parts.stream().map(RunStudy.PartOutcome::part).toList()).forEach(screen::result);
    }

    private static TextTable head() {
        return new TextTable()
                .left("phase")
                .left("run")
                .right("models")
                .left("planned")
                .right("estimated");
    }

    private static <T> void rows(
            TextTable table, List<T> parts, Function<T, StudyPart> partOf, Function<T, List<Object>> figures) {
        String phase = "";
        for (T each : parts) {
            StudyPart part = partOf.apply(each);
            List<Object> cells = new ArrayList<>();
            cells.add(part.phase());
            cells.add(part.run());
            cells.add(part.models().size());
            cells.add(part.phase().equals(phase) ? "" : planned(part));
            cells.addAll(figures.apply(each));
            table.row(cells.toArray());
            phase = part.phase();
        }
    }

    /** Of the whole phase, so that it stands beside the first of its runs only. */
    private static String planned(StudyPart part) {
        return part.planned() == null ? "" : part.planned();
    }

    private static String time(@Nullable Double seconds) {
        return seconds == null ? "" : Figures.duration(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static List<String> skipped(List<StudyPart> parts) {
        List<String> lines = new ArrayList<>();
        for (StudyPart part : parts) {
            for (SkippedModel model : part.skipped()) {
                lines.add(SafeText.line(
                        "skipped " + model.model() + ": " + model.reason()
                                + (model.fix().isEmpty() ? "" : " (" + model.fix() + ")"),
                        SENTENCE));
            }
        }
        return lines;
    }

    /** For {@code --json}. */
    static List<Map<String, Object>> expected(List<RunStudy.Expected> parts) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (RunStudy.Expected part : parts) {
            Map<String, Object> entry = entry(part.part());
            entry.put("estimated_seconds", part.seconds());
            entry.put("seconds_left", part.secondsLeft());
            entries.add(entry);
        }
        return entries;
    }

    /** For {@code --json}. */
    static List<Map<String, Object>> outcomes(List<RunStudy.PartOutcome> parts) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (RunStudy.PartOutcome part : parts) {
            Map<String, Object> entry = entry(part.part());
            entry.put("estimated_seconds", part.estimatedSeconds());
            entry.put("actual_seconds", part.actualSeconds());
            entry.put("state", part.state());
            entry.put("failed", part.failed());
            entries.add(entry);
        }
        return entries;
    }

    private static Map<String, Object> entry(StudyPart part) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("phase", part.phase());
        entry.put("run", part.run());
        entry.put("models", part.models());
        entry.put("skipped", part.skipped());
        entry.put("planned", part.planned());
        return entry;
    }
}
