package dev.matrix.cli;

import dev.matrix.domain.MatrixException;
import org.jspecify.annotations.Nullable;

/** The words {@code list} and {@code show NAME} of the commands that print the catalogue. */
final class ListOrShow {

    private ListOrShow() {}

    /** True for {@code show NAME}, false for {@code list}; anything else is an error that names the command. */
    static boolean isShow(String command, String action, @Nullable String name) {
        if (action.equals("show") && name != null) {
            return true;
        }
        if (action.equals("list") && name == null) {
            return false;
        }
        throw MatrixException.usage(
                action.equals("show")
                        ? "'matrix " + command + " show' needs a name; 'matrix " + command + "' lists them."
                        : "'matrix " + command + "' takes 'list' or 'show NAME', not '" + action
                                + (name == null ? "" : " " + name) + "'.");
    }
}
