package dev.matrix.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal: the question goes to stderr, the answer comes from stdin. Not thread-safe: one question at a time. */
public final class Question {

    private static final int ATTEMPTS = 3;
    private static final int LIMIT = 1000;

    private final Screen screen;
    private final BufferedReader in;

    /** @param in stdin; read only where a person can be asked, one line an answer */
    public Question(Screen screen, BufferedReader in) {
        this.screen = screen;
        this.in = in;
    }

    /**
     * Asks whether to go on. Without a person (see {@link Terminal#interactive}) it asks nothing and says yes, so that a script never hangs. An empty line is
     * a yes; the end of the input, an input that cannot be read, and three answers that are neither are a no.
     *
     * @param sentence the question, without the choice of answers
     */
    public boolean yes(String sentence) {
        if (!screen.terminal().interactive()) {
            return true;
        }
        try {
            return asked(sentence);
        } finally {
            screen.answered();
        }
    }

    private boolean asked(String sentence) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            screen.prompt(SafeText.line(sentence, LIMIT) + " [Y/n] ");
            String answer = answer();
            if (answer == null) {
                screen.endLine();
                return false;
            }
            switch (answer) {
                case "", "y", "yes" -> {
                    return true;
                }
                case "n", "no" -> {
                    return false;
                }
                default -> screen.prompt("Please answer y or n.\n");
            }
        }
        return false;
    }

    private @Nullable String answer() {
        try {
            String line = in.readLine();
            return line == null ? null : line.strip().toLowerCase(Locale.ROOT);
        } catch (IOException unreadable) {
            // No answer can be had: the same as the end of the input.
            return null;
        }
    }
}
