package dev.matrix.domain;

/** Model x personality x benchmark x setting: one cell of the matrix. */
public record Combination(Model model, Personality personality, Benchmark benchmark, Setting setting) {

    /** True when the model's own SYSTEM may stand in its prompts: lm-eval's messages do not keep it out, so no effect of a personality can be told. */
    public boolean ownSystemStays() {
        return benchmark.lmEval() != null && !model.ownSystem().isBlank();
    }

    /** The same in a run of an engine: lm-eval sends no empty system message whatever it asks. */
    public boolean ownSystemStays(Engine engine) {
        return ownSystemStays()
                || (engine == Engine.LM_EVAL && !model.ownSystem().isBlank());
    }

    /** Readable and stable, e.g. {@code qwen2.5:0.5b/cot/gsm8k/t0}. */
    public String id() {
        return String.join("/", model.name(), personality.name(), benchmark.name(), setting.id());
    }
}
