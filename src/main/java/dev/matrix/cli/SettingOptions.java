package dev.matrix.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of the command line that are settings: an environment variable or the settings file can give them too. */
interface SettingOptions {

    /** Adds the name of each setting that was given with its text. */
    void addTo(Map<String, String> given);

    /** Adds one setting if its option was given. */
    static void put(Map<String, String> given, String name, @Nullable String text) {
        if (text != null) {
            given.put(name, text);
        }
    }
}
