package dev.matrix.app;

import dev.matrix.config.Resolved;
import dev.matrix.config.SettingKey;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Concurrency;
import dev.matrix.domain.Engine;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.StopWhen;

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

    /**
     * One process of lm-eval asks all items of a combination, so that nobody can stop it between two blocks.
     *
     * @throws MatrixException of kind USAGE when the settings ask for blocks all the same
     */
    public void requireDesign() {
        refuse(SettingKeys.BUDGET, settings.value(SettingKeys.BUDGET).isPresent());
        refuse(SettingKeys.STOP_WHEN, settings.value(SettingKeys.STOP_WHEN) != StopWhen.END);
    }

    /**
     * Requests in flight. lm-eval is told how many when its process starts, and that process asks from its first request on.
     *
     * @throws MatrixException of kind USAGE when they shall be measured all the same
     */
    public Concurrency concurrency() {
        Resolved<Concurrency> given = settings.get(SettingKeys.CONCURRENCY);
        if (engine == Engine.LM_EVAL && given.value().measured()) {
            throw MatrixException.usage("--engine lm-eval is told when it starts how many requests may be in flight and"
                    + " measures nothing, so --concurrency auto cannot be honoured. Say a number, such as"
                    + " --concurrency 4, or --engine native.");
        }
        return given.value();
    }

    private void refuse(SettingKey<?> key, boolean set) {
        if (engine == Engine.LM_EVAL && set) {
            throw MatrixException.usage("--engine lm-eval asks all items of a combination in one process, so "
                    + key.option() + " cannot stop between two blocks. Leave it out, or say --engine native.");
        }
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
