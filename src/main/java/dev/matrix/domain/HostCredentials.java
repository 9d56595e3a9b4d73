package dev.matrix.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code user:password} of a server's address, which nobody but the server may see: the one rule that finds it in a text. */
public final class HostCredentials {

    /** To the last '@' of all: a password may hold one, and a slash as well. */
    private static final Pattern IN_ADDRESS = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", Pattern.DOTALL);

    private HostCredentials() {}

    /**
     * The address as a person may see it.
     *
     * @param instead what stands in the place of the credentials and their '@'
     */
    public static String replaced(String address, String instead) {
        return IN_ADDRESS.matcher(address).replaceFirst("$1" + Matcher.quoteReplacement(instead));
    }
}
