package dev.matrix.console;

import dev.matrix.analysis.Interval;
import dev.matrix.analysis.Points;
import java.time.Duration;
import java.util.Locale;

/** How figures are written for people. What is not a number is written {@code n/a}, never as zero. */
public final class Figures {

    private static final String NOT_A_NUMBER = "n/a";
    private static final long THOUSAND = 1000;
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;
    private static final long DAY = 86_400;
    private static final int HALF_A_SECOND = 500_000_000;

    private Figures() {}

    /** {@code under 1 s}, {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 05 min}, {@code 3 d 4 h}; rounded; a negative one is {@code 0 s}. */
    public static String duration(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            return "0 s";
        }
        if (duration.getSeconds() == 0) {
            return "under 1 s";
        }
        return duration(duration.getSeconds() + (duration.getNano() >= HALF_A_SECOND ? 1 : 0));
    }

    private static String duration(long seconds) {
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + " min " + String.format(Locale.ROOT, "%02d s", seconds % MINUTE);
        }
        long minutes = rounded(seconds, MINUTE);
        if (minutes < DAY / MINUTE) {
            return minutes / 60 + " h " + String.format(Locale.ROOT, "%02d min", minutes % 60);
        }
        long hours = rounded(seconds, HOUR);
        return hours / 24 + " d " + hours % 24 + " h";
    }

    private static long rounded(long amount, long unit) {
        return amount / unit + (amount % unit * 2 >= unit ? 1 : 0);
    }

    /** {@code 1,632}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its noun: {@code 1 model}, {@code 1,632 models}, {@code 2 personalities}. */
    public static String count(long count, String noun) {
        if (count == 1) {
            return "1 " + noun;
        }
        return count(count) + " " + (noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ie" : noun) + "s";
    }

    /** A share as a percentage with one digit: {@code 48.3 %}. */
    public static String percent(double share) {
        return Double.isFinite(share) ? share(share) + " %" : NOT_A_NUMBER;
    }

    /** The same without its sign, for a column that says what it holds: {@code 48.3}. */
    public static String share(double share) {
        return Double.isFinite(share) ? Points.share(share) : NOT_A_NUMBER;
    }

    /** A difference of shares in points with its sign: {@code +4.2}; what rounds to nothing has none. */
    public static String points(double difference) {
        return Double.isFinite(difference) ? Points.signed(difference) : NOT_A_NUMBER;
    }

    /** An interval of a difference of shares in points: {@code -1.2 to +7.9}; an end that is not 0 is never written as 0. */
    public static String points(double low, double high) {
        return Points.range(new Interval(low, high));
    }

    /** A size in bytes, in decimal units: {@code 512 B}, {@code 752 MB}, {@code 1.9 GB}. */
    public static String bytes(long bytes) {
        if (bytes < THOUSAND) {
            return Math.max(0, bytes) + " B";
        }
        long kilo = rounded(bytes, THOUSAND);
        if (kilo < THOUSAND) {
            return kilo + " kB";
        }
        long mega = rounded(bytes, THOUSAND * THOUSAND);
        return mega < THOUSAND ? mega + " MB" : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** Parameters: {@code 494M}, {@code 3.2B}. */
    public static String parameters(double count) {
        if (!Double.isFinite(count)) {
            return NOT_A_NUMBER;
        }
        long millions = Math.round(count / 1e6);
        return millions < THOUSAND ? millions + "M" : String.format(Locale.ROOT, "%.1fB", count / 1e9);
    }
}
