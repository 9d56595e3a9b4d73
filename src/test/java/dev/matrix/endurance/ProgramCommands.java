package dev.matrix.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of what is measured.
 *
 * @param launcher the program's launcher
 * @param directory where it is started
 */
record ProgramCommands(Path launcher, Path directory) {

    private static final String FLAGS = "jvm_flags='";

    /** The program as it is installed. */
    List<String> packaged(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * The packaged classes with {@link InstantServer} in the place of the adapter, under the launcher's own options of the virtual machine.
     *
     * @param every so many questions a mark is made
     * @param stopAfter so many questions the run is stopped; 0: never
     */
    List<String> instant(int every, int stopAfter, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), InstantProgram.class.getName()));
        command.addAll(List.of(
                directory.resolve(Marks.FILE).toString(), Integer.toString(every), Integer.toString(stopAfter)));
        command.addAll(arguments);
        return command;
    }

    private List<String> flags() throws IOException {
        String script = Files.readString(launcher);
        int start = script.indexOf(FLAGS) + FLAGS.length();
        return List.of(
                script.substring(start, script.indexOf('\'', start)).strip().split("\\s+"));
    }
}
