package dev.matrix.console;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the streams lead to.
 *
 * @param interactive a person can be asked: stdin, stdout and stderr are a terminal
 * @param live stderr is a terminal that understands cursor movement
 * @param colour colour codes are welcome
 * @param width columns, at least 40
 */
public record Terminal(boolean interactive, boolean live, boolean colour, int width) {

    private static final int DEFAULT_WIDTH = 80;
    private static final int FILE_WIDTH = 120;
    private static final int MINIMAL_WIDTH = 40;

    public Terminal {
        if (colour && !live) {
            throw new IllegalArgumentException("colour codes need a live terminal");
        }
        width = Math.max(MINIMAL_WIDTH, width);
    }

    /** How wide a table may be: the terminal's width, or where there is none what still reads well in a file. */
    public int tableWidth() {
        return live ? width : FILE_WIDTH;
    }

    /** Neither person nor terminal: files and pipes. */
    public static Terminal none() {
        return new Terminal(false, false, false, DEFAULT_WIDTH);
    }

    /**
     * Reads the surroundings.
     *
     * @param environment NO_COLOR (see no-color.org: set and not empty), TERM and COLUMNS are used
     * @param consolePresent whether the platform has a console (stdin and stdout are a terminal)
     * @param stderrIsTerminal whether stderr is one; a question that goes to a file would wait for ever
     */
    public static Terminal detect(Map<String, String> environment, boolean consolePresent, boolean stderrIsTerminal) {
        String term = environment.getOrDefault("TERM", "");
        boolean live = stderrIsTerminal && !term.isEmpty() && !term.equals("dumb");
        boolean colour = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(consolePresent && stderrIsTerminal, live, colour, width(environment.get("COLUMNS")));
    }

    private static int width(@Nullable String columns) {
        return columns == null || !columns.matches("[1-9][0-9]{0,3}") ? DEFAULT_WIDTH : Integer.parseInt(columns);
    }
}
