package dev.matrix.app;

import dev.matrix.config.NearNames;
import dev.matrix.config.SettingsFile;
import dev.matrix.config.StudyFile;
import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.SizeRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Divides a study into runs and finds which of its models a server has. */
public final class StudyPlan {

    private final StudyFile file;
    private final String id;
    private final List<String> chosen;

    /**
     * A plan.
     *
     * @param id begins the names of the runs
     * @param chosen the models to ask; empty: all of the file
     * @throws MatrixException of kind USAGE when the file has no such model
     */
    public StudyPlan(StudyFile file, String id, List<String> chosen) {
        this.file = file;
        this.id = id;
        this.chosen = List.copyOf(chosen);
        List<String> known =
                file.tiers().stream().flatMap(tier -> tier.models().stream()).toList();
        for (String model : chosen) {
            if (!known.contains(model)) {
                throw MatrixException.usage("--models: " + file.origin() + " has no model '" + model + "'; "
                        + NearNames.clause(model, known));
            }
        }
    }

    /** The runs in order, against what the servers have. */
    public List<StudyPart> parts(List<ServerConnection> connections) {
        RunServers servers = RunServers.look(connections, SizeRange.standard(), false, warning -> {});
        ModelSelection installed =
                new ModelSelection(String.join(",", servers.addresses()), servers.installed(), false);
        List<StudyPart> parts = new ArrayList<>();
        for (StudyFile.Phase phase : file.phases()) {
            Map<String, List<String>> byTier = byTier(phase);
            boolean one = byTier.size() == 1;
            byTier.forEach((tier, models) ->
                    parts.add(part(phase, id + "-" + phase.name() + (one ? "" : "-" + tier), models, installed)));
        }
        return parts;
    }

    /** The models of a phase by tier; tiers that say the same stand together under the name of the first. */
    private Map<String, List<String>> byTier(StudyFile.Phase phase) {
        Map<String, List<String>> byTier = new LinkedHashMap<>();
        for (String model : phase.models()) {
            SettingsFile settings = settings(phase, model);
            String key = byTier.entrySet().stream()
                    .filter(entry -> settings(phase, entry.getValue().get(0)).saysAs(settings))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseGet(() -> file.tier(model).map(StudyFile.Tier::name).orElse(""));
            byTier.computeIfAbsent(key, name -> new ArrayList<>()).add(model);
        }
        return byTier;
    }

    private SettingsFile settings(StudyFile.Phase phase, String model) {
        SettingsFile tier = file.tier(model).map(StudyFile.Tier::settings).orElseGet(SettingsFile::none);
        return phase.settings().over(tier).over(file.settings());
    }

    private StudyPart part(StudyFile.Phase phase, String run, List<String> models, ModelSelection installed) {
        List<String> there = new ArrayList<>();
        List<SkippedModel> skipped = new ArrayList<>();
        for (String model : models) {
            Optional<InstalledModel> found = installed.find(model);
            if (!chosen.isEmpty() && !chosen.contains(model)) {
                continue;
            }
            if (found.isEmpty()) {
                skipped.add(new SkippedModel(model, "not installed", "ollama pull " + model));
            } else if (!found.get().usable()) {
                skipped.add(new SkippedModel(model, found.get().reason(), ""));
            } else {
                there.add(found.get().model().name());
            }
        }
        return new StudyPart(phase.name(), run, there, skipped, phase.estimate(), settings(phase, models.get(0)));
    }
}
