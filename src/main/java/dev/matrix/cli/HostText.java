package dev.matrix.cli;

import dev.matrix.domain.HostCredentials;
import java.util.List;
import java.util.stream.Collectors;

/** Addresses as a person may see them. */
final class HostText {

    private HostText() {}

    /** An address as it was given, with {@code USER:PASSWORD} in the place of what only the server may see. */
    static String withoutCredentials(String address) {
        return HostCredentials.replaced(address, "USER:PASSWORD@");
    }

    /** The same of several addresses. */
    static String withoutCredentials(List<String> addresses) {
        return addresses.stream().map(HostText::withoutCredentials).collect(Collectors.joining(","));
    }
}
