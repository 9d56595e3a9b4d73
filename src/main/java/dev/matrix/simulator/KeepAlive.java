package dev.matrix.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a model stays loaded after its last request.
 *
 * @param nanos 0 unloads at once; {@link Long#MAX_VALUE} is for ever
 */
record KeepAlive(long nanos) {

    static final KeepAlive USUAL = new KeepAlive(300_000_000_000L);

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h)");

    /** Reads seconds, or a duration as Go writes it; negative is for ever. */
    static KeepAlive of(JsonNode value) throws WireException {
        if (value.isNumber()) {
            return ofNanos(value.doubleValue() * 1e9);
        }
        if (!value.isTextual()) {
            throw WireException.badRequest("invalid keep_alive");
        }
        return parse(value.textValue());
    }

    private static KeepAlive parse(String text) throws WireException {
        String digits = text.replaceFirst("^[+-]", "");
        if (digits.equals("0")) {
            return new KeepAlive(0);
        }
        if (digits.matches("[\\d.]+")) {
            throw WireException.badRequest("time: missing unit in duration \"" + text + "\"");
        }
        double nanos = 0;
        int end = 0;
        for (Matcher part = PART.matcher(digits); part.find() && part.start() == end; end = part.end()) {
            nanos += Double.parseDouble(part.group(1)) * nanosOf(part.group(2));
        }
        if (end == 0 || end < digits.length()) {
            throw WireException.badRequest("time: invalid duration \"" + text + "\"");
        }
        return ofNanos(text.startsWith("-") ? -nanos : nanos);
    }

    private static KeepAlive ofNanos(double nanos) {
        return new KeepAlive(nanos < 0 || nanos > 9e18 ? Long.MAX_VALUE : (long) nanos);
    }

    private static double nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3_600e9;
        };
    }

    boolean unloads() {
        return nanos == 0;
    }
}
