package dev.matrix.domain;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One point of the axes besides model, personality and benchmark: an open map, so that later axes need no new type. Known keys: {@code temperature}
 * (a plain decimal) and {@code think} ({@code on} or {@code off}).
 *
 * @param axes name to value, sorted by name
 */
public record Setting(SortedMap<String, String> axes) {

    private static final String TEMPERATURE = "temperature";
    private static final String THINK = "think";

    public Setting {
        axes = Collections.unmodifiableSortedMap(new TreeMap<>(axes));
    }

    /** The setting of a temperature and of thinking. */
    public static Setting of(BigDecimal temperature, boolean think) {
        String plain = temperature.signum() == 0
                ? "0"
                : temperature.stripTrailingZeros().toPlainString();
        return new Setting(new TreeMap<>(Map.of(TEMPERATURE, plain, THINK, think ? "on" : "off")));
    }

    public double temperature() {
        return Double.parseDouble(axes.getOrDefault(TEMPERATURE, "0"));
    }

    public boolean think() {
        return "on".equals(axes.get(THINK));
    }

    /** Readable and stable, e.g. {@code t0} or {@code t0.7,think=on}; axes at their usual value ({@code think=off}) are silent. */
    public String id() {
        String rest = axes.entrySet().stream()
                .filter(axis -> !axis.getKey().equals(TEMPERATURE))
                .filter(axis -> !(axis.getKey().equals(THINK) && axis.getValue().equals("off")))
                .map(axis -> "," + axis.getKey() + "=" + axis.getValue())
                .collect(Collectors.joining());
        return "t" + axes.getOrDefault(TEMPERATURE, "0") + rest;
    }
}
