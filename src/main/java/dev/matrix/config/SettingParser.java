package dev.matrix.config;

/** Reads the value of a setting from text; the same for options, environment and files. */
@FunctionalInterface
public interface SettingParser<T> {

    /**
     * The value.
     *
     * @param text not blank, without spaces around it; the parts of a list are separated by commas
     * @throws IllegalArgumentException whose message is a clause that says what is asked for, e.g. {@code must be a whole number of at least 1}
     */
    T parse(String text);
}
