package dev.matrix.app;

import dev.matrix.config.SettingsFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a study: a phase, or the part of a phase whose tiers have the same settings.
 *
 * @param phase its name
 * @param run name of the run
 * @param models to ask, as they are installed; empty when none is
 * @param skipped models that are left out
 * @param planned how long the study's author expects the phase to take; null when the file does not say
 * @param settings of its phase, tiers and study, in this order
 */
public record StudyPart(
        String phase,
        String run,
        List<String> models,
        List<SkippedModel> skipped,
        @Nullable String planned,
        SettingsFile settings) {

    public StudyPart {
        models = List.copyOf(models);
        skipped = List.copyOf(skipped);
    }
}
