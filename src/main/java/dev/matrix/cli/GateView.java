package dev.matrix.cli;

import dev.matrix.app.Gate;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import java.util.List;

/** Tells what missed a threshold. */
final class GateView {

    private static final int SENTENCE = 500;

    private final Screen screen;

    GateView(Screen screen) {
        this.screen = screen;
    }

    /** results.json as text with what missed a rule and what none could be held against. */
    String document(String results, Gate.Checked checked) {
        List<Gate.Miss> misses = checked.misses();
        return new Json().with(results, "gate", new Verdict(misses.isEmpty(), misses, checked.unchecked()));
    }

    /** Whether all rules were met. */
    private record Verdict(boolean passed, List<Gate.Miss> missed, List<String> unchecked) {}

    /** What was not checked as a warning, one line a miss on stderr, and the exit code. */
    int exitCode(Gate.Checked checked) {
        checked.unchecked().forEach(sentence -> screen.warning(SafeText.line(sentence, SENTENCE)));
        return exitCode(checked.misses());
    }

    /** One line a miss on stderr, and the exit code. */
    int exitCode(List<Gate.Miss> misses) {
        misses.forEach(miss -> screen.error(SafeText.line(miss.sentence(), SENTENCE)));
        return misses.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
}
