package dev.matrix.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The servers that the setting {@code host} names: addresses separated by commas. Ollama's own variable names one. */
public final class HostAddresses {

    /** Between addresses that were given one by one, since a password may hold a comma. */
    private static final String APART = "\n";

    private static final Pattern BEFORE_SCHEME = Pattern.compile(",\\s*(?=[A-Za-z][A-Za-z0-9+.-]*://)");

    private HostAddresses() {}

    /** In the order given, at least one. */
    public static List<String> of(Settings settings) {
        Resolved<String> host = settings.get(SettingKeys.HOST);
        return host.origin().equals(Settings.OLLAMA_HOST) ? List.of(host.value()) : split(host.value());
    }

    /** The addresses of a text; one with a user and password begins with its scheme and is the last before the next one that has a scheme. */
    public static List<String> split(String text) {
        List<String> addresses = Arrays.stream(text.split(APART, -1))
                .flatMap(BEFORE_SCHEME::splitAsStream)
                .flatMap(part -> part.contains("@") ? Stream.of(part) : Arrays.stream(part.split(",", -1)))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        return addresses.isEmpty() ? List.of(text) : addresses;
    }

    /** The text of addresses that were given one by one. */
    public static String joined(List<String> addresses) {
        return String.join(APART, addresses);
    }
}
