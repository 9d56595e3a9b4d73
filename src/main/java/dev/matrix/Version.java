package dev.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The program's version, which the build writes into a resource. */
final class Version {

    private static final String RESOURCE = "version.properties";

    private Version() {}

    /**
     * Reads the version, as in {@code 0.1.0}.
     *
     * @throws IllegalStateException if the program was put together without its resources
     */
    static String read() {
        try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("dev/matrix/" + RESOURCE + " is missing from the program");
            }
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
