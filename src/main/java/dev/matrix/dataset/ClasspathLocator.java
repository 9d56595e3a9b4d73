package dev.matrix.dataset;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.List;

/** Files among the program's own resources; a folder cannot be listed there, so a path with {@code *} or into a zip finds nothing. */
record ClasspathLocator(String prefix) implements Locator {

    @Override
    public List<DataFile> find(String path) {
        String resource = prefix + "/" + path;
        if (ClasspathLocator.class.getResource(resource) == null) {
            return List.of();
        }
        return List.of(new DataFile("built-in " + path, Wildcard.stem(path), () -> open(resource)));
    }

    @Override
    public String describe() {
        return "the built-in catalogue";
    }

    private static InputStream open(String resource) throws FileNotFoundException {
        InputStream in = ClasspathLocator.class.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException(resource);
        }
        return in;
    }
}
