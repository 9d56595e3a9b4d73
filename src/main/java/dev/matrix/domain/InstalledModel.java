package dev.matrix.domain;

import java.util.List;

/**
 * A model on the server with the verdict whether it is in range.
 *
 * @param model the model
 * @param inRange true when its nominal size is in range and it can complete text locally
 * @param usable true when it can be asked on this machine, whatever its size: it completes text and runs locally
 * @param reason one clause that says why it is in range or not
 * @param aliases further names of the same digest
 * @param warnings e.g. that the stated size and the measured count differ
 */
public record InstalledModel(
        Model model, boolean inRange, boolean usable, String reason, List<String> aliases, List<String> warnings) {

    public InstalledModel {
        aliases = List.copyOf(aliases);
        warnings = List.copyOf(warnings);
    }
}
