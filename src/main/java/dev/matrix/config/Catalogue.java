package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Traits;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The personalities and benchmarks that can be named: the standard ones and the user's own files. Files are read when they are asked for, so that a broken one
 * harms only who uses it. Errors are {@link MatrixException} of kind USAGE. Thread-safe.
 */
public final class Catalogue {

    /** The personalities of a run that names none, in order. */
    public static final List<String> STANDARD_PERSONALITIES = List.of(
            Personality.BASELINE,
            "technical_expert",
            "creative_thinker",
            "concise_analyst",
            "balanced",
            "high_context",
            "cot");

    /** The benchmarks of a run that names none, in order. */
    public static final List<String> STANDARD_BENCHMARKS =
            List.of("mmlu", "hellaswag", "gsm8k", "arc_easy", "truthfulqa_mc2");

    /** lm-eval's own tasks: never in a run unless they are named. */
    public static final List<String> LM_EVAL_BENCHMARKS =
            List.of("lm-eval/gsm8k", "lm-eval/gsm8k_cot", "lm-eval/gsm8k_cot_zeroshot", "lm-eval/mmlu_generative");

    /** The word for all standard names and the user's own. */
    public static final String ALL = "all";

    private final CatalogueFiles files;
    private final PersonalityReader personalities;
    private final BenchmarkReader benchmarks = new BenchmarkReader();

    /**
     * A catalogue over files.
     *
     * @param traitsText writes the system prompt of traits; empty text when they say nothing
     */
    public Catalogue(CatalogueFiles files, Function<Traits, String> traitsText) {
        this.files = files;
        this.personalities = new PersonalityReader(traitsText);
    }

    /** The standard personalities, then the user's own by name. */
    public List<String> personalityNames() {
        return names(CatalogueFiles.PERSONALITIES, STANDARD_PERSONALITIES);
    }

    /** The standard benchmarks, then the user's own by name. */
    public List<String> benchmarkNames() {
        return names(CatalogueFiles.BENCHMARKS, STANDARD_BENCHMARKS);
    }

    /** lm-eval's own tasks, then others in the folder {@code lm-eval} by name. */
    public List<String> lmEvalNames() {
        Set<String> names = new LinkedHashSet<>(LM_EVAL_BENCHMARKS);
        files.names(CatalogueFiles.BENCHMARKS + "/" + CatalogueName.LM_EVAL)
                .forEach(name -> names.add(CatalogueName.LM_EVAL + name));
        return List.copyOf(names);
    }

    /** One sentence for each entry of the folders that was meant to be a personality or benchmark and is not read. */
    public List<String> warnings() {
        return Stream.of(
                        CatalogueFiles.PERSONALITIES,
                        CatalogueFiles.BENCHMARKS,
                        CatalogueFiles.BENCHMARKS + "/" + CatalogueName.LM_EVAL)
                .flatMap(folder -> files.warnings(folder).stream())
                .toList();
    }

    private List<String> names(String folder, List<String> standard) {
        Set<String> names = new LinkedHashSet<>(standard);
        names.addAll(files.names(folder));
        return List.copyOf(names);
    }

    /** The seven personalities of a run that names none. */
    public List<Personality> standardPersonalities() {
        return STANDARD_PERSONALITIES.stream().map(this::personality).toList();
    }

    /** A personality by name; {@code x+cot} is composed. */
    public Personality personality(String name) {
        return new PersonalitySelection(this, List.of()).one("", name);
    }

    /** The file of a personality that is not composed. */
    public PersonalityFile personalityFile(String name) {
        return personalityFile("", name, personalityNames());
    }

    boolean hasPersonalityFile(String name) {
        return files.find(CatalogueFiles.PERSONALITIES, name).isPresent();
    }

    PersonalityFile personalityFile(String origin, String name, List<String> known) {
        return files.find(CatalogueFiles.PERSONALITIES, name)
                .map(personalities::read)
                .orElseThrow(() -> unknown(origin, "personality", name, known));
    }

    /** A benchmark by name. */
    public BenchmarkFile benchmark(String name) {
        return benchmark("", name);
    }

    private BenchmarkFile benchmark(String origin, String name) {
        return files.find(CatalogueFiles.BENCHMARKS, name)
                .map(benchmarks::read)
                .orElseThrow(() -> unknown(
                        origin,
                        "benchmark",
                        name,
                        Stream.concat(benchmarkNames().stream(), lmEvalNames().stream())
                                .toList()));
    }

    /**
     * The benchmarks that expressions select: names, and {@code all} for the standard ones and the user's own. Each comes once.
     *
     * @param origin what the expressions come from, for errors, e.g. {@code --benchmarks}
     */
    public List<BenchmarkFile> benchmarks(String origin, List<String> expressions) {
        Map<String, BenchmarkFile> selected = new LinkedHashMap<>();
        for (String expression : expressions) {
            List<String> names = expression.equals(ALL) ? benchmarkNames() : List.of(expression);
            names.forEach(name -> selected.computeIfAbsent(name, each -> benchmark(origin, each)));
        }
        return List.copyOf(selected.values());
    }

    private static MatrixException unknown(String origin, String noun, String name, List<String> known) {
        String prefix = origin.isEmpty() ? "" : origin + ": ";
        return MatrixException.usage(
                prefix + "unknown " + noun + " '" + name + "'; " + NearNames.clause(name, nameable(known)));
    }

    /** Without the names of files that their reader would refuse. */
    private static List<String> nameable(List<String> known) {
        return known.stream().filter(CatalogueName::valid).toList();
    }
}
