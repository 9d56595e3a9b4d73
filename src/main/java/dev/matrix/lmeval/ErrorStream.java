package dev.matrix.lmeval;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a process writes on its error stream, to the end: a process that nobody reads stands still, and one whose reader is gone dies. So neither a full
 * disk nor whoever listens may stop the reading. Run once, by a thread of its own.
 */
final class ErrorStream implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorStream.class);

    private final Reader in;
    private final Path file;
    private final ProgressLines lines;
    private final Runnable sign;
    private @Nullable BufferedWriter log;
    private boolean complained;

    /**
     * @param file that keeps all but the progress bars
     * @param sign is run at each line
     */
    ErrorStream(Reader in, Path file, ProgressLines lines, Runnable sign) {
        this.in = in;
        this.file = file;
        this.lines = lines;
        this.sign = sign;
    }

    @Override
    public void run() {
        open();
        try (in) {
            read();
        } catch (IOException e) {
            // It was ended: there is nothing more to read.
        } finally {
            close();
        }
    }

    /** A progress bar ends its pieces with a carriage return. */
    private void read() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n' || c == '\r') {
                sign.run();
                show(line.toString());
                if (c == '\n') {
                    keep(line.append('\n').toString());
                }
                line.setLength(0);
            } else {
                line.append((char) c);
            }
        }
        show(line.toString());
        keep(line.toString());
    }

    private void show(String line) {
        try {
            lines.add(line);
        } catch (RuntimeException e) {
            if (!complained) {
                complained = true;
                LOG.warn("a line of lm-eval could not be shown", e);
            }
        }
    }

    private void open() {
        try {
            log = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.getMessage());
        }
    }

    private void keep(String text) {
        if (log == null) {
            return;
        }
        try {
            log.write(text);
        } catch (IOException e) {
            LOG.warn("{} cannot be written any more: {}", file, e.getMessage());
            close();
        }
    }

    private void close() {
        BufferedWriter open = log;
        log = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LOG.warn("{} lacks its end: {}", file, e.getMessage());
        }
    }
}
