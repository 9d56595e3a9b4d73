package dev.matrix.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads study files. */
final class StudyReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final List<String> DOMAINS = List.of("code", "chat", "instruction");
    private static final double MOST_POINTS = 100;
    private static final String MODELS = "models";
    private static final String SETTINGS = "settings";
    private static final String TIERS = "tiers";
    private static final String CLAIMS = "claims";

    /** Settings that the study itself decides. */
    private static final Set<String> OWN = Set.of(MODELS, "results_dir", "checkpoints_dir", "skip_missing");

    /** @param fallback the study's name when the file gives none */
    StudyFile read(String shown, String fallback, String text) {
        YamlMap yaml = YamlText.parse(shown, text)
                .onlyKeys(
                        "key",
                        List.of("name", "description", SETTINGS, TIERS, "phases", "families", "domains", CLAIMS));
        List<StudyFile.Tier> tiers = tiers(yaml);
        List<String> known =
                tiers.stream().flatMap(tier -> tier.models().stream()).toList();
        List<StudyFile.Phase> phases = new ArrayList<>();
        for (YamlMap phase : named(yaml, "phases")) {
            phases.add(phase(phase, tiers, known));
        }
        return new StudyFile(
                name(yaml, fallback),
                yaml.text("description", ""),
                settings(yaml),
                tiers,
                phases,
                groups(yaml, "families", known, List.of()),
                groups(yaml, "domains", known, DOMAINS),
                claims(yaml, known),
                shown);
    }

    private static String name(YamlMap yaml, String fallback) {
        String name = yaml.text("name", fallback);
        if (!NAME.matcher(name).matches()) {
            throw yaml.problem(
                    "name",
                    "'" + name + "' begins the names of runs: it may hold letters, digits, '.', '_' and"
                            + " '-' only and begins with a letter or digit");
        }
        return name;
    }

    /** A list of maps that each have another name. */
    private static List<YamlMap> named(YamlMap yaml, String key) {
        List<YamlMap> maps = yaml.maps(key);
        if (maps.isEmpty()) {
            throw yaml.problem(key, "is empty; name at least one");
        }
        Set<String> names = new LinkedHashSet<>();
        for (YamlMap map : maps) {
            String name = name(map, map.text("name"));
            if (!names.add(name)) {
                throw map.problem("name", "'" + name + "' stands twice among the " + key + "; give one another name");
            }
        }
        return maps;
    }

    private static List<StudyFile.Tier> tiers(YamlMap yaml) {
        List<StudyFile.Tier> tiers = new ArrayList<>();
        Map<String, String> placed = new LinkedHashMap<>();
        for (YamlMap map : named(yaml, TIERS)) {
            map.onlyKeys("key", List.of("name", MODELS, "limit", SETTINGS));
            String name = map.text("name");
            List<String> models = map.list(MODELS);
            for (String model : models) {
                String other = placed.putIfAbsent(model, name);
                if (other != null) {
                    throw map.problem(MODELS, model + " stands in tier " + other + " already; keep it in one of them");
                }
            }
            tiers.add(new StudyFile.Tier(name, models, settings(map)));
        }
        return tiers;
    }

    private static StudyFile.Phase phase(YamlMap map, List<StudyFile.Tier> tiers, List<String> known) {
        map.onlyKeys("key", List.of("name", MODELS, TIERS, "estimate", "limit", SETTINGS));
        if (map.has(MODELS) == map.has(TIERS)) {
            throw map.problem("name", "needs either models or tiers, which say what it asks");
        }
        Set<String> models = new LinkedHashSet<>();
        if (map.has(MODELS)) {
            for (String model : map.list(MODELS)) {
                require(map, MODELS, model, known, "model of the tiers above");
                models.add(model);
            }
        } else {
            List<String> names = tiers.stream().map(StudyFile.Tier::name).toList();
            for (String name : map.list(TIERS)) {
                require(map, TIERS, name, names, "tier above");
                models.addAll(tiers.get(names.indexOf(name)).models());
            }
        }
        return new StudyFile.Phase(
                map.text("name"),
                List.copyOf(models),
                map.has("estimate") ? map.scalar("estimate") : null,
                settings(map));
    }

    private static void require(YamlMap map, String key, String name, List<String> known, String noun) {
        if (!known.contains(name)) {
            throw map.problem(key, "'" + name + "' is no " + noun + "; " + NearNames.clause(name, known));
        }
    }

    /** The settings of a map, with {@code limit} as a short form. */
    private static SettingsFile settings(YamlMap map) {
        SettingsFile own = map.has("limit") ? SettingsFile.of(map, "limit") : SettingsFile.none();
        if (!map.has(SETTINGS)) {
            return own;
        }
        YamlMap settings = map.map(SETTINGS);
        for (String key : settings.keys()) {
            if (OWN.contains(key)) {
                throw settings.problem(
                        key, "does not belong here: models stand in tiers and phases, directories on the command line");
            }
        }
        if (settings.has("limit") && map.has("limit")) {
            throw settings.problem("limit", "stands beside 'settings' too; remove one");
        }
        return own.over(SettingsFile.of(settings));
    }

    private static List<StudyFile.Claim> claims(YamlMap yaml, List<String> known) {
        if (!yaml.has(CLAIMS)) {
            return List.of();
        }
        List<StudyFile.Claim> claims = new ArrayList<>();
        for (YamlMap map : yaml.maps(CLAIMS)) {
            map.onlyKeys("key", List.of("model", "personality", "points"));
            String model = map.text("model");
            require(map, "model", model, known, "model of the tiers above");
            double points = map.number("points").doubleValue();
            if (Math.abs(points) > MOST_POINTS) {
                throw map.problem("points", "must be from -100 to 100, got " + map.scalar("points"));
            }
            claims.add(new StudyFile.Claim(model, map.text("personality"), points));
        }
        return claims;
    }

    /** A map of groups to lists of models, turned round. */
    private static Map<String, String> groups(YamlMap yaml, String key, List<String> known, List<String> allowed) {
        Map<String, String> byModel = new LinkedHashMap<>();
        if (!yaml.has(key)) {
            return byModel;
        }
        YamlMap groups = yaml.map(key);
        if (!allowed.isEmpty()) {
            groups.onlyKeys("domain", allowed);
        }
        for (String group : groups.keys()) {
            for (String model : groups.list(group)) {
                require(groups, group, model, known, "model of the tiers above");
                if (byModel.putIfAbsent(model, group) != null) {
                    throw groups.problem(group, model + " stands in two of the " + key + "; keep it in one of them");
                }
            }
        }
        return byModel;
    }
}
