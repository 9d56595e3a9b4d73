package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Personality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's own prompts, given as options. Each may begin with {@code NAME=}; the others are named {@code system-1}, {@code suffix-1} or by their file. Not
 * thread-safe; one use.
 */
public final class OwnPrompts {

    private static final String SYSTEM = "--system";
    private static final String SYSTEM_FILE = "--system-file";
    private static final String USER_SUFFIX = "--user-suffix";

    private static final int LONGEST_BAD_NAME = 40;
    private static final String NAME = "[A-Za-z0-9_.-]+";
    private static final Pattern NAMED = Pattern.compile("(" + NAME + ")=(.*)", Pattern.DOTALL);

    private final Path workingDirectory;
    private final Collection<String> taken;
    private final Map<String, Personality> personalities = new LinkedHashMap<>();

    /**
     * Prompts beside a catalogue.
     *
     * @param workingDirectory where relative files start
     * @param taken names that they may not have: those of the catalogue
     */
    public OwnPrompts(Path workingDirectory, Collection<String> taken) {
        this.workingDirectory = workingDirectory;
        List<String> names = new ArrayList<>(taken);
        names.add(Catalogue.ALL);
        this.taken = names;
    }

    /** A short beginning without spaces was meant as a name: as text it would go to the model, and the name would be lost. */
    private static void refuseBadName(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || equals > LONGEST_BAD_NAME) {
            return;
        }
        String name = text.substring(0, equals);
        if (!name.matches(NAME) && name.chars().noneMatch(Character::isWhitespace)) {
            throw MatrixException.usage(option + ": '" + name
                    + "' before the first '=' cannot be a name (letters, digits, '_', '.' and '-'"
                    + "); begin with NAME=, or put a text without '=' at its beginning");
        }
    }

    /** The personalities of the options {@code --system}, {@code --system-file} and {@code --user-suffix}, in this order; a user suffix is a wrapper. */
    public List<Personality> build(List<String> systems, List<String> systemFiles, List<String> userSuffixes) {
        int unnamed = 0;
        for (String option : systems) {
            refuseBadName(SYSTEM, option);
            Named text = Named.parse(option);
            String name = text.name().isEmpty() ? "system-" + ++unnamed : text.name();
            add(SYSTEM, new Personality(checked(SYSTEM, name), filled(SYSTEM, name, text.rest()), null));
        }
        for (String option : systemFiles) {
            Named file = Named.parse(option);
            String name = file.name().isEmpty() ? baseName(file.rest()) : file.name();
            String text = TextFile.read(SYSTEM_FILE, workingDirectory.resolve(file.rest()));
            String prompt = filled(SYSTEM_FILE, file.rest(), text).stripTrailing();
            add(SYSTEM_FILE, new Personality(checked(SYSTEM_FILE, name), prompt, null));
        }
        unnamed = 0;
        for (String option : userSuffixes) {
            refuseBadName(USER_SUFFIX, option);
            Named text = Named.parse(option);
            String name = text.name().isEmpty() ? "suffix-" + ++unnamed : text.name();
            add(USER_SUFFIX, new Personality(checked(USER_SUFFIX, name), null, filled(USER_SUFFIX, name, text.rest())));
        }
        return List.copyOf(personalities.values());
    }

    private record Named(String name, String rest) {

        static Named parse(String option) {
            Matcher matcher = NAMED.matcher(option);
            return matcher.matches() ? new Named(matcher.group(1), matcher.group(2)) : new Named("", option);
        }
    }

    private static String baseName(String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }

    private String checked(String option, String name) {
        if (!name.matches(NAME)) {
            throw MatrixException.usage(option + ": '" + name
                    + "' cannot be a name (letters, digits, '_', '.' and '-'); put a name before it: " + option
                    + " NAME=...");
        }
        if (taken.contains(name)) {
            throw MatrixException.usage(option + ": the name '" + name + "' is taken by the catalogue; choose another: "
                    + option + " NAME=...");
        }
        return name;
    }

    private static String filled(String option, String name, String text) {
        if (text.isBlank()) {
            throw MatrixException.usage(option + ": '" + name + "' is empty; give the text of the prompt");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void add(String option, Personality personality) {
        if (personalities.putIfAbsent(personality.name(), personality) != null) {
            throw MatrixException.usage(option + ": the name '" + personality.name()
                    + "' is given twice; choose another: " + option + " NAME=...");
        }
    }
}
