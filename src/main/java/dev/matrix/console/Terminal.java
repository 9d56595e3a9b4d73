package dev.matrix.console;

import java.util.Map;

/**
 * What the streams lead to.
 *
 * @param interactive a person can be asked: stdin and stdout are a terminal
 * @param live stderr is a terminal that understands cursor movement
 * @param colour colour codes are welcome
 * @param width columns
 */
public record Terminal(boolean interactive, boolean live, boolean colour, int width) {

    private static final int DEFAULT_WIDTH = 80;
    private static final int MINIMAL_WIDTH = 40;

    /** Neither person nor terminal: files and pipes. */
    public static Terminal none() {
        return new Terminal(false, false, false, DEFAULT_WIDTH);
    }

    /**
     * Reads the surroundings.
     *
     * @param environment NO_COLOR, TERM and COLUMNS are used
     * @param consolePresent whether the platform has a console (stdin and stdout are a terminal)
     * @param stderrIsTerminal whether stderr is one
     */
    public static Terminal detect(Map<String, String> environment, boolean consolePresent, boolean stderrIsTerminal) {
        boolean capable = !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        boolean live = stderrIsTerminal && capable;
        boolean colour = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(consolePresent, live, colour, width(environment.get("COLUMNS")));
    }

    private static int width(@org.jspecify.annotations.Nullable String columns) {
        if (columns == null || !columns.matches("\\d{1,4}")) {
            return DEFAULT_WIDTH;
        }
        return Math.max(MINIMAL_WIDTH, Integer.parseInt(columns));
    }
}
