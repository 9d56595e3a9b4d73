package dev.matrix.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds variables of the environment that look like settings and are none, so that a slip of the pen is not without effect and unseen. Thread-safe. */
public final class EnvironmentNames {

    private static final String PREFIX = "MATRIX_";
    /** Read by the launcher and by the build, not as settings. */
    private static final List<String> OTHERS = List.of("JAVA_OPTS", "REQUIRE_DATA", "REQUIRE_LM_EVAL");

    private static final int LEAST_START = 4;
    private static final int MOST = 3;

    /** One sentence for each variable that is near to a known one; other programs have variables of this prefix too, and those are none of our business. */
    public List<String> warnings(Collection<String> variables) {
        List<String> known = Stream.concat(
                        SettingKeys.ALL.stream().map(key -> key.variable().substring(PREFIX.length())), OTHERS.stream())
                .toList();
        List<String> sentences = new ArrayList<>();
        for (String variable : new TreeSet<>(variables)) {
            if (variable.startsWith(PREFIX) && !known.contains(variable.substring(PREFIX.length()))) {
                List<String> near = meant(variable.substring(PREFIX.length()), known);
                if (!near.isEmpty()) {
                    sentences.add(variable + " is no setting and has no effect; did you mean " + PREFIX
                            + String.join(" or " + PREFIX, near) + "?");
                }
            }
        }
        return sentences;
    }

    private static List<String> meant(String name, List<String> known) {
        List<String> near = NearNames.near(name, known);
        return !near.isEmpty() || name.length() < LEAST_START
                ? near
                : known.stream()
                        .filter(each -> each.startsWith(name))
                        .limit(MOST)
                        .toList();
    }
}
