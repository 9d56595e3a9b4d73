package dev.matrix.domain;

import java.util.Locale;

/** Who asks the questions of a run ({@code --engine}). Scores come from matrix's own rules over the journal in any case. */
public enum Engine {
    /** This program. */
    NATIVE,
    /** The installed lm-eval, as a subprocess. */
    LM_EVAL;

    /** The name in files and options: {@code native}, {@code lm-eval}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a name as {@link #label()} writes it; any other one is native, which is what files without an engine are. */
    public static Engine of(String label) {
        return label.equals(LM_EVAL.label()) ? LM_EVAL : NATIVE;
    }
}
