package dev.matrix.analysis;

/**
 * Which cell of the matrix, all by name.
 *
 * @param setting id of the setting, e.g. {@code t0}
 */
public record CellKey(String model, String personality, String benchmark, String setting) {

    /** Another personality's cell beside this one. */
    public CellKey with(String otherPersonality) {
        return new CellKey(model, otherPersonality, benchmark, setting);
    }

    /** The combination's id, e.g. {@code qwen2.5:0.5b/cot/gsm8k/t0}. */
    public String id() {
        return String.join("/", model, personality, benchmark, setting);
    }
}
