package dev.matrix.app;

import java.nio.file.Path;

/** Sends the maintainer's log of a run into a file until it is closed. */
@FunctionalInterface
public interface RunLog {

    Open open(Path file);

    /** An open log. */
    interface Open extends AutoCloseable {

        /** A line of information for the maintainer. */
        void line(String text);

        @Override
        void close();
    }
}
