package dev.matrix.config;

import java.util.regex.Pattern;

/** The rule for the name that a catalogue file gives itself: it equals the file's own name, after {@code lm-eval/} in the folder of that name. */
final class CatalogueName {

    /** Before the names of lm-eval's own tasks, whose files lie in a folder of that name. */
    static final String LM_EVAL = "lm-eval/";

    private static final Pattern VALID = Pattern.compile("(" + LM_EVAL + ")?[A-Za-z0-9][A-Za-z0-9._-]*");

    private CatalogueName() {}

    static boolean valid(String name) {
        return VALID.matcher(name).matches() && !name.equals(Catalogue.ALL);
    }

    static boolean isLmEval(String name) {
        return name.startsWith(LM_EVAL);
    }

    static String read(CatalogueFile file, YamlMap yaml) {
        String name = yaml.text("name", file.name());
        if (!VALID.matcher(name).matches()) {
            String where = yaml.has("name") ? "" : "the file's name '" + name + "' ";
            throw yaml.problem(
                    "name",
                    where + "may hold letters, digits, '.', '_' and '-' only and begins with a letter or digit");
        }
        if (!name.equals(file.name())) {
            throw yaml.problem("name", "'" + name + "' is not the file's name '" + file.name() + "'; make them equal");
        }
        if (name.equals(Catalogue.ALL)) {
            throw yaml.problem(
                    "name", "'" + name + "' is the word for all of them; give the file and its name another name");
        }
        return name;
    }
}
