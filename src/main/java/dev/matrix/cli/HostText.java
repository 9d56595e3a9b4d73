package dev.matrix.cli;

import dev.matrix.domain.HostCredentials;

/** Addresses as a person may see them. */
final class HostText {

    private HostText() {}

    /** An address as it was given, with {@code USER:PASSWORD} in the place of what only the server may see. */
    static String withoutCredentials(String address) {
        return HostCredentials.replaced(address, "USER:PASSWORD@");
    }
}
