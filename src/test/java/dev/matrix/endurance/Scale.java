package dev.matrix.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code bench/scale}: shows that the program stays small and quick however long a run gets. */
final class Scale {

    private Scale() {}

    /**
     * Measures and prints the table.
     *
     * @param arguments {@code full} or {@code short}, the launcher, a directory to work in, then the parts to measure
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean full = arguments[0].equals("full");
        Path launcher = Path.of(arguments[1]);
        Path work = Path.of(arguments[2]);
        List<String> parts = Arrays.asList(arguments).subList(3, arguments.length);
        FigureTable table = new FigureTable(System.out);
        if (parts.contains("trials")) {
            new LongRun(launcher, Files.createDirectory(work.resolve("trials")), full, table).measure();
        }
        if (parts.contains("replies")) {
            new LongReplies(launcher, Files.createDirectory(work.resolve("replies")), full, table).measure();
        }
        if (parts.contains("plan")) {
            new WideMatrix(launcher, Files.createDirectory(work.resolve("plan")), full, table).plan();
        }
        if (parts.contains("matrix")) {
            new WideMatrix(launcher, Files.createDirectory(work.resolve("matrix")), full, table).run();
        }
        System.exit(table.allBarsMet() ? 0 : 1);
    }
}
