package dev.matrix.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is compared, and when enough has been asked: the options that {@code run} and {@code plan} share. */
final class DesignOptions implements SettingOptions {

    @Option(
            names = "--sesoi",
            paramLabel = "POINTS",
            description = "Smallest difference that matters, in points; default 5.")
    @Nullable
    String sesoi;

    @Option(
            names = "--compare",
            paramLabel = "A,B",
            description =
                    "Personalities whose comparison with baseline is primary (corrected for each other); all others become exploratory. Default: all.")
    @Nullable
    String compare;

    @Option(
            names = "--control",
            description = "Ask baseline a second time, last in each model: how much differs when nothing was changed.")
    boolean control;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "Time that the run may take, e.g. 2h, 1h30m or 45s: shared out over the models, and asked in blocks of 20 items so that all personalities get the same ones. Default: none, all items are asked.")
    @Nullable
    String budget;

    @Option(
            names = "--stop-when",
            paramLabel = "WHEN",
            description =
                    "end (default), or decided: after each block of 20 items a personality whose comparison is decided is asked no more (anytime-valid tests).")
    @Nullable
    String stopWhen;

    @Override
    public void addTo(Map<String, String> given) {
        SettingOptions.put(given, "sesoi", sesoi);
        SettingOptions.put(given, "compare", compare);
        if (control) {
            given.put("control", "on");
        }
        SettingOptions.put(given, "budget", budget);
        SettingOptions.put(given, "stop_when", stopWhen);
    }
}
