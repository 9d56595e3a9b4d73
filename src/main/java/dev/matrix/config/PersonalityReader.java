package dev.matrix.config;

import dev.matrix.domain.Personality;
import dev.matrix.domain.Trait;
import dev.matrix.domain.Traits;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code personalities/*.yaml}; personalities/schema/personality.schema.json describes the same layout to editors. */
final class PersonalityReader {

    private static final String TRAITS = "traits";
    private static final String SYSTEM = "system";
    private static final String SYSTEM_FILE = "system_file";
    private static final String WRAPPER = "wrapper";
    private static final List<String> SYSTEMS = List.of(TRAITS, SYSTEM, SYSTEM_FILE);

    private final Function<Traits, String> traitsText;

    PersonalityReader(Function<Traits, String> traitsText) {
        this.traitsText = traitsText;
    }

    PersonalityFile read(CatalogueFile file) {
        YamlMap yaml =
                file.yaml().onlyKeys("key", List.of("name", "description", TRAITS, SYSTEM, SYSTEM_FILE, WRAPPER));
        String name = CatalogueName.read(file, yaml);
        String description = yaml.text("description", "");
        List<String> given = SYSTEMS.stream().filter(yaml::has).toList();
        if (given.size() > 1) {
            throw yaml.problem(given.get(1), "cannot stand beside '" + given.get(0) + "'; keep one of them");
        }
        requireInjection(name, yaml, given);
        Traits traits = yaml.has(TRAITS) ? traits(yaml.map(TRAITS)) : null;
        String wrapper = yaml.has(WRAPPER) ? yaml.text(WRAPPER) : null;
        Personality personality = new Personality(name, system(file, yaml, traits), wrapper);
        return new PersonalityFile(personality, description, traits, file.shown());
    }

    private static void requireInjection(String name, YamlMap yaml, List<String> given) {
        boolean baseline = name.equals(Personality.BASELINE);
        boolean injects = !given.isEmpty() || yaml.has(WRAPPER);
        if (baseline && injects) {
            String key = given.isEmpty() ? WRAPPER : given.get(0);
            throw yaml.problem(
                    key, "baseline injects nothing, because all others are compared with it; use another name");
        }
        if (!baseline && !injects) {
            throw yaml.problem("", "it injects nothing; add one of traits, system, system_file or wrapper");
        }
    }

    private @Nullable String system(CatalogueFile file, YamlMap yaml, @Nullable Traits traits) {
        if (traits != null) {
            String text = traitsText.apply(traits);
            if (text.isBlank()) {
                throw yaml.problem(TRAITS, "every trait is at or near 0.5, which says nothing; move one away from it");
            }
            return text;
        }
        if (yaml.has(SYSTEM)) {
            return yaml.text(SYSTEM);
        }
        return yaml.has(SYSTEM_FILE) ? systemFile(file, yaml) : null;
    }

    private static String systemFile(CatalogueFile file, YamlMap yaml) {
        String path = yaml.text(SYSTEM_FILE);
        String text = file.sibling(file.shown() + ":" + yaml.line(SYSTEM_FILE) + ": " + SYSTEM_FILE, path);
        if (text.isBlank()) {
            throw yaml.problem(SYSTEM_FILE, "the file " + path + " is empty; write the system prompt into it");
        }
        return text.stripTrailing();
    }

    private static Traits traits(YamlMap yaml) {
        yaml.onlyKeys("trait", Trait.labels());
        Map<Trait, Double> values = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            if (yaml.has(trait.label())) {
                values.put(trait, share(yaml, trait.label()));
            }
        }
        return new Traits(values);
    }

    private static double share(YamlMap yaml, String key) {
        BigDecimal value = yaml.number(key);
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            throw yaml.problem(key, "must be from 0 to 1, got " + value.toPlainString());
        }
        return value.doubleValue();
    }
}
