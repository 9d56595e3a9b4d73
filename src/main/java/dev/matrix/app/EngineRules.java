package dev.matrix.app;

import dev.matrix.config.Resolved;
import dev.matrix.config.SettingKey;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Engine;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.ScoringMode;

/**
 * What an engine can do. lm-eval sends no system message where a personality has none, and it reads texts: settings that ask for something else are refused,
 * those that were left alone give way.
 */
public final class EngineRules {

    private final Settings settings;
    private final Engine engine;

    public EngineRules(Settings settings) {
        this.settings = settings;
        this.engine = settings.value(SettingKeys.ENGINE);
    }

    /** What stands in the place of a system prompt when there is none. */
    public BaselineSystem baselineSystem() {
        return of(
                SettingKeys.BASELINE_SYSTEM,
                BaselineSystem.NONE,
                "sends no system message where a personality has none",
                "none");
    }

    /** How replies become scores. */
    public ScoringMode scoring() {
        return of(
                SettingKeys.SCORING,
                ScoringMode.GENERATE,
                "gets no probabilities from a chat server and reads texts",
                "generate");
    }

    private <T> T of(SettingKey<T> key, T only, String why, String fix) {
        Resolved<T> given = settings.get(key);
        if (engine == Engine.NATIVE) {
            return given.value();
        }
        if (!given.isDefault() && !given.value().equals(only)) {
            throw MatrixException.usage("--engine lm-eval " + why + ", so " + key.option() + " " + given.text()
                    + " cannot be honoured. Leave it out, or say " + fix + ".");
        }
        return only;
    }
}
