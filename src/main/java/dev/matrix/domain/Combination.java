package dev.matrix.domain;

import org.jspecify.annotations.Nullable;

/**
 * Model x personality x benchmark x setting: one cell of the matrix, or a control of such a cell, which is asked the same and is none of the matrix.
 *
 * @param control label of a control condition; null for a cell of the matrix
 */
public record Combination(
        Model model,
        Personality personality,
        Benchmark benchmark,
        Setting setting,
        @Nullable String control) {

    /** Asked again with nothing changed. */
    private static final String CONTROL = "control";

    /** A cell of the matrix. */
    public Combination(Model model, Personality personality, Benchmark benchmark, Setting setting) {
        this(model, personality, benchmark, setting, null);
    }

    /** The same, asked once more with nothing changed. */
    public Combination again() {
        return new Combination(model, personality, benchmark, setting, CONTROL);
    }

    /** True for what is none of the matrix. */
    public boolean isControl() {
        return control != null;
    }

    /** True when the model's own SYSTEM may stand in its prompts: lm-eval's messages do not keep it out, so no effect of a personality can be told. */
    public boolean ownSystemStays() {
        return benchmark.lmEval() != null && !model.ownSystem().isBlank();
    }

    /** The same in a run of an engine: lm-eval sends no empty system message whatever it asks. */
    public boolean ownSystemStays(Engine engine) {
        return ownSystemStays()
                || (engine == Engine.LM_EVAL && !model.ownSystem().isBlank());
    }

    /** Readable and stable, e.g. {@code qwen2.5:0.5b/cot/gsm8k/t0}; with {@code #} and its label for a control. */
    public String id() {
        return id(cell(), control);
    }

    /** The id of the cell that it is or controls: what a journal line names beside the control's label. */
    public String cell() {
        return String.join("/", model.name(), personality.name(), benchmark.name(), setting.id());
    }

    /** The id of a cell, or of its control. */
    static String id(String cell, @Nullable String control) {
        return control == null ? cell : cell + "#" + control;
    }
}
