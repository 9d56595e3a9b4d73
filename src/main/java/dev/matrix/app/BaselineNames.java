package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.store.Manifest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads what a manifest says of baseline's system turn. */
final class BaselineNames {

    private BaselineNames() {}

    static BaselineSystem parse(String name) {
        return BaselineSystem.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Models whose template refused the run's usual baseline. */
    static Map<String, BaselineSystem> byModel(Manifest manifest) {
        Map<String, BaselineSystem> baselines = new HashMap<>();
        manifest.baselines().forEach(record -> baselines.put(record.model(), record.system()));
        return baselines;
    }
}
