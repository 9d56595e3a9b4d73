package dev.matrix.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what somebody who wrote an unknown name may have meant. Thread-safe. */
public final class NearNames {

    private static final int MOST = 3;

    private NearNames() {}

    /** A clause: {@code did you mean 'cot'?} with the nearest known names, or {@code known are a, b, c}. */
    public static String clause(String unknown, Collection<String> known) {
        String question = question(unknown, known);
        if (question.isEmpty()) {
            return known.isEmpty() ? "none is known" : "known are " + String.join(", ", known);
        }
        return question;
    }

    /** A clause: {@code did you mean 'cot'?} with the nearest known names; empty when none is near. */
    public static String question(String unknown, Collection<String> known) {
        List<String> near = near(unknown, known);
        return near.isEmpty()
                ? ""
                : near.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" or ", "did you mean ", "?"));
    }

    /** The nearest known names, at most {@value #MOST}; empty when none is near. */
    static List<String> near(String unknown, Collection<String> known) {
        int least =
                known.stream().mapToInt(name -> distance(unknown, name)).min().orElse(Integer.MAX_VALUE);
        int farthest = Math.min(least, Math.max(2, unknown.length() / 3));
        return known.stream()
                .filter(name -> distance(unknown, name) <= farthest)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** Levenshtein distance without regard to case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
