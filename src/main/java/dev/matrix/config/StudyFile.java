package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A study over several models as its file gives it; config/schema/study.schema.json describes the layout to editors. Immutable.
 *
 * @param name begins the names of its runs
 * @param description one line for people; empty when the file gives none
 * @param settings of all its runs
 * @param tiers models by size with settings of their own, in order
 * @param phases runs in order
 * @param families family by model, where the file says one
 * @param domains what a model is for by model ({@code code}, {@code chat}, {@code instruction}), where the file says it
 * @param claims effects that somebody published, to be held against several runs of the same
 * @param origin the file, for people
 */
public record StudyFile(
        String name,
        String description,
        SettingsFile settings,
        List<Tier> tiers,
        List<Phase> phases,
        Map<String, String> families,
        Map<String, String> domains,
        List<Claim> claims,
        String origin) {

    private static final String FOLDER = CatalogueFiles.CONFIG + "/studies";

    public StudyFile {
        tiers = List.copyOf(tiers);
        phases = List.copyOf(phases);
        claims = List.copyOf(claims);
        families = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(families));
        domains = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(domains));
    }

    /**
     * Models of one size class.
     *
     * @param models names, each in one tier only
     * @param settings that win over those of the study, e.g. a limit
     */
    public record Tier(String name, List<String> models, SettingsFile settings) {
        public Tier {
            models = List.copyOf(models);
        }
    }

    /**
     * One part of the study.
     *
     * @param models names, each of some tier
     * @param estimate how long whoever planned the study expects it to take, as written; null when the file does not say
     * @param settings that win over those of the tiers
     */
    public record Phase(
            String name, List<String> models, @Nullable String estimate, SettingsFile settings) {
        public Phase {
            models = List.copyOf(models);
        }
    }

    /** A published effect in percentage points. */
    public record Claim(String model, String personality, double points) {}

    /** The tier of a model. */
    public Optional<Tier> tier(String model) {
        return tiers.stream().filter(tier -> tier.models().contains(model)).findFirst();
    }

    /**
     * Reads a study.
     *
     * @param named a path, or the name of a file in config/studies of the catalogue
     * @throws MatrixException of kind USAGE when there is none or it is wrong; the sentence names file, line and path
     */
    public static StudyFile find(CatalogueFiles files, String named) {
        Path path = files.workingDirectory().resolve(named);
        if (!named.contains("/") && !named.contains("\\") && !java.nio.file.Files.exists(path)) {
            Optional<CatalogueFile> found = files.find(FOLDER, named);
            if (found.isPresent()) {
                return new StudyReader()
                        .read(found.get().shown(), named, found.get().text());
            }
        }
        String shown = named.replace('\\', '/');
        String file = shown.substring(shown.lastIndexOf('/') + 1);
        return new StudyReader().read(shown, file.replaceFirst("\\.ya?ml$", ""), TextFile.read("study", path));
    }
}
