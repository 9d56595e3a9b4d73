package dev.matrix.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a real browser takes to open a file.
 *
 * @param program a Chromium
 * @param profile its directory
 */
record BrowserProcess(Path program, Path profile) {

    /** The first Chromium on the PATH. */
    static Optional<BrowserProcess> find(Path directory) {
        String[] places = System.getenv("PATH").split(File.pathSeparator);
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(places).map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new BrowserProcess(program, directory.resolve("profile")));
    }

    /** Seconds from the browser's start until the page is drawn and written out again, less those of an empty page. */
    double seconds(Path page) throws IOException, InterruptedException {
        double empty = dump("about:blank");
        return dump(page.toUri().toString()) - empty;
    }

    private double dump(String address) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--user-data-dir=" + profile,
                        "--dump-dom",
                        address))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("the browser cannot open " + address);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
