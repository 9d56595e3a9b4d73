package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Personality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Selects personalities by expressions: a name, {@code x+cot} (a system prompt with the wrapper of another), {@code model:NAME} (the SYSTEM of a Modelfile),
 * {@code all} (the standard ones, the user's own files and the prompts of options) and {@code all+cot} (the {@code +cot} variant of each of these that has a
 * system prompt). Thread-safe.
 */
public final class PersonalitySelection {

    /** Begins the name of a personality that is a model's own SYSTEM. */
    public static final String MODEL = "model:";

    private static final String ALL_WITH = Catalogue.ALL + "+";

    private final Catalogue catalogue;
    private final List<Personality> own;
    private final Function<String, Personality> models;

    /**
     * Selects among a catalogue and the user's own prompts.
     *
     * @param own the prompts of options ({@link OwnPrompts}); they are always selected
     * @param models gives the personality of {@code model:NAME} by NAME; throws MatrixException for an unknown one
     */
    public PersonalitySelection(Catalogue catalogue, List<Personality> own, Function<String, Personality> models) {
        this.catalogue = catalogue;
        this.own = List.copyOf(own);
        this.models = models;
    }

    PersonalitySelection(Catalogue catalogue, List<Personality> own) {
        this(catalogue, own, name -> {
            throw MatrixException.usage("'" + MODEL + name + "' is known to 'run' and 'plan' only");
        });
    }

    /**
     * The selected personalities in the order of the expressions, each name once, the user's own prompts at the end.
     *
     * @param origin what the expressions come from, for errors, e.g. {@code --personalities}
     */
    public List<Personality> select(String origin, List<String> expressions) {
        Map<String, Personality> selected = new LinkedHashMap<>();
        for (String expression : expressions) {
            expand(origin, expression).forEach(each -> selected.putIfAbsent(each.name(), each));
        }
        own.forEach(each -> selected.putIfAbsent(each.name(), each));
        return List.copyOf(selected.values());
    }

    private Stream<Personality> expand(String origin, String expression) {
        if (expression.equals(Catalogue.ALL)) {
            return all(origin);
        }
        if (expression.startsWith(ALL_WITH)) {
            Personality wrapping = one(origin, expression.substring(ALL_WITH.length()));
            return all(origin)
                    .filter(each -> each.system() != null && !each.reasons())
                    .map(each -> compose(origin, each, wrapping));
        }
        return Stream.of(one(origin, expression));
    }

    private Stream<Personality> all(String origin) {
        return names(catalogue.personalityNames()).stream().map(name -> single(origin, name));
    }

    private List<String> names(List<String> files) {
        List<String> names = new ArrayList<>(files);
        own.forEach(each -> names.add(each.name()));
        return names;
    }

    Personality one(String origin, String expression) {
        Optional<Personality> exactly = own(expression);
        if (exactly.isPresent()) {
            return exactly.get();
        }
        int plus = expression.lastIndexOf('+');
        // A file of that very name is read so that its reader refuses the name; passed over, it would be a file that
        // does nothing.
        if (plus < 0 || catalogue.hasPersonalityFile(expression)) {
            return single(origin, expression);
        }
        return compose(
                origin, one(origin, expression.substring(0, plus)), single(origin, expression.substring(plus + 1)));
    }

    private Personality single(String origin, String name) {
        if (name.startsWith(MODEL)) {
            return models.apply(name.substring(MODEL.length()));
        }
        return own(name)
                .orElseGet(() -> catalogue
                        .personalityFile(origin, name, names(catalogue.knownPersonalityNames()))
                        .personality());
    }

    private Optional<Personality> own(String name) {
        return own.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static Personality compose(String origin, Personality left, Personality right) {
        String prefix = (origin.isEmpty() ? "" : origin + ": ") + "'" + left.name() + "+" + right.name() + "': ";
        if (right.wrapper() == null) {
            throw MatrixException.usage(prefix + "'" + right.name()
                    + "' has no wrapper to combine with; only a wrapper such as cot can follow '+'");
        }
        if (right.system() != null) {
            throw MatrixException.usage(prefix + "'" + right.name()
                    + "' has a system prompt of its own; only a wrapper such as cot can follow '+'");
        }
        if (left.reasons()) {
            throw MatrixException.usage(prefix + "'" + left.name() + "' has a wrapper already; one is enough");
        }
        return left.with(right);
    }
}
