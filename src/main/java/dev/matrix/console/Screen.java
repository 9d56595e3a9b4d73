package dev.matrix.console;

import java.io.PrintWriter;
import java.util.List;

/**
 * The two writers of the program. What was asked for goes to stdout, everything else to stderr; on a live terminal a block of status lines stays below the
 * messages. All text is made safe here ({@link SafeText#block}), whoever made it. Thread-safe.
 */
public final class Screen {

    private static final String ESCAPE = "\u001b[";
    private static final String YELLOW = ESCAPE + "33m";
    private static final String RED = ESCAPE + "31m";
    private static final String PLAIN = ESCAPE + "0m";
    /** From the start of the line, as a person may have typed behind the block, e.g. ^C. */
    private static final String CLEAR_BELOW = ESCAPE + "J";
    /** A terminal narrower than it says would break a line in two, and the block would be higher than it was counted. */
    private static final String NO_WRAP = ESCAPE + "?7l";

    private static final String WRAP = ESCAPE + "?7h";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Terminal terminal;
    private final boolean quiet;
    private List<String> status = List.of();
    private boolean asking;

    /** @param quiet true keeps messages and status (not warnings, errors and results) off the screen */
    public Screen(PrintWriter out, PrintWriter err, Terminal terminal, boolean quiet) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.quiet = quiet;
    }

    public Terminal terminal() {
        return terminal;
    }

    public boolean quiet() {
        return quiet;
    }

    /** The result that was asked for, one line. */
    public void result(String line) {
        result(List.of(line));
    }

    /** The result that was asked for, as lines. */
    public synchronized void result(List<String> lines) {
        // Both streams may lead to one terminal: the block has to be gone before the result comes.
        err.print(erasing());
        err.flush();
        lines.forEach(line -> out.println(SafeText.block(line)));
        out.flush();
        err.print(block());
        err.flush();
    }

    /** A message to the user on stderr. */
    public void message(String line) {
        if (!quiet) {
            print("", line);
        }
    }

    /** A warning on stderr, shown even when quiet. */
    public void warning(String sentence) {
        print(paint("warning: ", YELLOW), sentence);
    }

    /** An error on stderr. */
    public void error(String sentence) {
        print(paint("matrix: ", RED), sentence);
    }

    /** A line of the maintainer's log on stderr, shown even when quiet. */
    public void log(String line) {
        print("", line);
    }

    private String paint(String text, String code) {
        return terminal.colour() ? code + text + PLAIN : text;
    }

    private synchronized void print(String mark, String text) {
        // Erasing and drawing again are flushed together, so that the block does not flicker.
        err.print(erasing());
        if (asking) {
            // Behind a question, or what was typed there, nothing can be read.
            err.println();
        }
        err.println(mark + SafeText.block(text));
        err.print(block());
        err.flush();
    }

    /** A question on stderr, shown even when quiet; the answer is typed behind it, so that no status block may stand. */
    synchronized void prompt(String question) {
        clearStatus();
        asking = true;
        err.print(SafeText.block(question));
        err.flush();
    }

    /** The question has its answer: a status block may stand again. */
    synchronized void answered() {
        asking = false;
    }

    /** Ends a line that nobody ended, e.g. a question whose answer never came. */
    synchronized void endLine() {
        err.println();
        err.flush();
    }

    /** Replaces the status block; does nothing where stderr is no live terminal, and when quiet. */
    synchronized void status(List<String> lines) {
        if (!terminal.live() || quiet || asking) {
            return;
        }
        String erasing = erasing();
        status = lines.stream()
                .map(line -> SafeText.line(line, terminal.width() - 1))
                .toList();
        err.print(erasing + block());
        err.flush();
    }

    /** Removes the status block. */
    synchronized void clearStatus() {
        status(List.of());
    }

    private String erasing() {
        return status.isEmpty() ? "" : "\r" + ESCAPE + status.size() + "A" + CLEAR_BELOW;
    }

    private String block() {
        return status.isEmpty() ? "" : NO_WRAP + String.join("\n", status) + "\n" + WRAP;
    }
}
