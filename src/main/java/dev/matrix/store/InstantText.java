package dev.matrix.store;

import java.time.Instant;
import java.time.LocalDate;

/** Reads the time stamps of a journal, {@code 2026-11-28T15:59:50.517663811Z}; the general parser takes as long as all the rest of a line. */
final class InstantText {

    private static final int SECONDS_END = 19;
    private static final int NANO_DIGITS = 9;
    private static final long SECONDS_A_DAY = 86_400;

    private InstantText() {}

    /** As {@link Instant#parse}, to which everything goes that is not written in this form. */
    static Instant parse(String text) {
        int end = text.length() - 1;
        boolean plain = end >= SECONDS_END
                && end <= SECONDS_END + 1 + NANO_DIGITS
                && text.charAt(end) == 'Z'
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (end == SECONDS_END || (text.charAt(SECONDS_END) == '.' && end > SECONDS_END + 1));
        int year = plain ? digits(text, 0, 4) : -1;
        int month = plain ? digits(text, 5, 7) : -1;
        int day = plain ? digits(text, 8, 10) : -1;
        int hour = plain ? digits(text, 11, 13) : -1;
        int minute = plain ? digits(text, 14, 16) : -1;
        int second = plain ? digits(text, 17, SECONDS_END) : -1;
        int nano = plain && end > SECONDS_END ? digits(text, SECONDS_END + 1, end) : 0;
        boolean all = year >= 0 && month >= 0 && day >= 0 && minute >= 0 && second >= 0 && nano >= 0;
        if (!all || hour < 0 || hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        for (int missing = end > SECONDS_END ? NANO_DIGITS - (end - SECONDS_END - 1) : 0; missing > 0; missing--) {
            nano *= 10;
        }
        return Instant.ofEpochSecond(
                LocalDate.of(year, month, day).toEpochDay() * SECONDS_A_DAY + hour * 3600L + minute * 60L + second,
                nano);
    }

    /** -1 when one of the characters is no digit. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
