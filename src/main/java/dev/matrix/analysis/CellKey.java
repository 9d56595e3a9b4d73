package dev.matrix.analysis;

import dev.matrix.domain.Combination;

/**
 * Which cell of the matrix, all by name.
 *
 * @param setting id of the setting, e.g. {@code t0}
 */
public record CellKey(String model, String personality, String benchmark, String setting) {

    /** The cell of a combination; a control has the key of the combination that it asks again. */
    public static CellKey of(Combination combination) {
        return new CellKey(
                combination.model().name(),
                combination.personality().name(),
                combination.benchmark().name(),
                combination.setting().id());
    }

    /** Another personality's cell beside this one. */
    public CellKey with(String otherPersonality) {
        return new CellKey(model, otherPersonality, benchmark, setting);
    }

    /** The combination's id, e.g. {@code qwen2.5:0.5b/cot/gsm8k/t0}. */
    public String id() {
        return String.join("/", model, personality, benchmark, setting);
    }
}
