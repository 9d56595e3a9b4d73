package dev.matrix.console;

import java.time.Duration;
import java.util.Locale;

/** How figures are written for people. */
public final class Figures {

    private static final long KILO = 1000;

    private Figures() {}

    /** {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 05 min}, {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + String.format(Locale.ROOT, "%02d s", seconds % 60);
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + String.format(Locale.ROOT, "%02d min", seconds % 3600 / 60);
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    /** {@code 1,632}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A share as a percentage with one digit: {@code 48.3 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A difference of shares in points with its sign: {@code +4.2}. */
    public static String points(double difference) {
        double rounded = Math.round(difference * 1000) / 10.0;
        // -0.0 would print a sign that means nothing.
        return String.format(Locale.ROOT, "%+.1f", rounded == 0 ? 0.0 : rounded);
    }

    /** A size in bytes: {@code 752 MB}. */
    public static String bytes(long bytes) {
        if (bytes < KILO * KILO) {
            return bytes / KILO + " kB";
        }
        if (bytes < KILO * KILO * KILO) {
            return bytes / (KILO * KILO) + " MB";
        }
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** Parameters: {@code 494M}, {@code 3.2B}. */
    public static String parameters(double count) {
        return count < 1e9
                ? String.format(Locale.ROOT, "%.0fM", count / 1e6)
                : String.format(Locale.ROOT, "%.1fB", count / 1e9);
    }
}
