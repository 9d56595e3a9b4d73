package dev.matrix.console;

import java.io.PrintWriter;
import java.util.List;

/**
 * The two writers of the program. What was asked for goes to stdout, everything else to stderr; on a live terminal a block of status lines stays below
 * the messages. Thread-safe.
 */
public final class Screen {

    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Terminal terminal;
    private final boolean quiet;
    private int statusLines;

    /** @param quiet true keeps messages (not warnings) off stderr */
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
    public synchronized void result(String line) {
        clearStatus();
        out.println(line);
        out.flush();
    }

    /** The result that was asked for, as lines. */
    public synchronized void result(List<String> lines) {
        clearStatus();
        lines.forEach(out::println);
        out.flush();
    }

    /** A message to the user on stderr. */
    public synchronized void message(String line) {
        if (!quiet) {
            print(line);
        }
    }

    /** A warning on stderr, shown even when quiet. */
    public synchronized void warning(String sentence) {
        print(paint("warning: ", "\u001b[33m") + sentence);
    }

    /** An error on stderr. */
    public synchronized void error(String sentence) {
        print(paint("matrix: ", "\u001b[31m") + sentence);
    }

    private String paint(String text, String code) {
        return terminal.colour() ? code + text + "\u001b[0m" : text;
    }

    private void print(String line) {
        clearStatus();
        err.println(line);
        err.flush();
    }

    /** Replaces the status block; does nothing where stderr is no live terminal. */
    synchronized void status(List<String> lines) {
        if (!terminal.live()) {
            return;
        }
        clearStatus();
        for (String line : lines) {
            err.println(SafeText.line(line, terminal.width() - 1));
        }
        statusLines = lines.size();
        err.flush();
    }

    /** Removes the status block. */
    synchronized void clearStatus() {
        if (statusLines > 0) {
            err.print(UP_AND_CLEAR.repeat(statusLines));
            err.flush();
            statusLines = 0;
        }
    }
}
