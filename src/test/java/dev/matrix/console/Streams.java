package dev.matrix.console;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A screen whose two streams are kept as text. */
final class Streams {

    static final Terminal LIVE = new Terminal(true, true, false, 80);

    private final StringWriter outText = new StringWriter();
    private final StringWriter errText = new StringWriter();
    final Screen screen;

    Streams(Terminal terminal, boolean quiet) {
        screen = new Screen(new PrintWriter(outText), new PrintWriter(errText), terminal, quiet);
    }

    String out() {
        return outText.toString().replace(System.lineSeparator(), "\n");
    }

    String err() {
        return errText.toString().replace(System.lineSeparator(), "\n");
    }
}
