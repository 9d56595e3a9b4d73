package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Model;
import dev.matrix.inference.LoadOptions;

/** The model that is loaded, and how it is asked. */
record ResidentModel(Model model, LoadOptions options, BaselineSystem baseline, ModelWatch watch) {

    ResidentModel with(LoadOptions other) {
        return new ResidentModel(model, other, baseline, watch);
    }

    ResidentModel with(BaselineSystem other) {
        return new ResidentModel(model, options, other, watch);
    }
}
