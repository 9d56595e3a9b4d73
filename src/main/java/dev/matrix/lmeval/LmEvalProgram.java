package dev.matrix.lmeval;

import java.nio.file.Path;
import java.util.List;

/**
 * An installed lm-eval.
 *
 * @param python the interpreter that it is installed for
 * @param version e.g. {@code 0.4.13}
 * @param gitHash of a checkout that is installed in place; empty for a release
 * @param home the directory of its package
 */
public record LmEvalProgram(String python, String version, String gitHash, Path home) {

    /** The version that parity is proved with; others are used, with a warning. */
    public static final String PROVED_VERSION = "0.4.13";

    /** Older ones have no configuration files, or need torch. */
    static final String OLDEST_VERSION = "0.4.12";

    /** What to run where there is none. */
    public static final String INSTALL = "pip install \"lm_eval[api]==" + PROVED_VERSION + "\"";

    /** The words that start it, with {@link PythonFile#STARTER} in the directory that it works in. */
    List<String> command() {
        return List.of(python, PythonFile.STARTER.name());
    }

    /** The directory of its task files. */
    Path tasks() {
        return home.resolve("tasks");
    }

    /** The version with the commit where there is one. */
    public String described() {
        return gitHash.isEmpty() ? version : version + " (" + gitHash + ")";
    }

    /** True when parity was proved with this version. */
    public boolean proved() {
        return version.equals(PROVED_VERSION);
    }

    /** True when the version is too old to be driven. */
    boolean tooOld() {
        return compare(version, OLDEST_VERSION) < 0;
    }

    /** Compares the leading numbers; what follows them ({@code .dev0}) does not count. */
    private static int compare(String one, String other) {
        String[] left = one.split("\\.");
        String[] right = other.split("\\.");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = left[i].matches("\\d{1,6}") && right[i].matches("\\d{1,6}");
            int order = numbers ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i])) : 0;
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
