package dev.matrix.config;

import java.util.Locale;

/** How the constants of an enum are written in files and options: in lower case. */
final class Word {

    private Word() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
