package dev.matrix.lmeval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.domain.MatrixException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the installed lm-eval: the interpreter, script or virtual environment that the setting names, else {@code lm_eval} or {@code lm-eval} on the PATH,
 * else what {@code python3} can import. Looking costs a fraction of a second; lm-eval itself is not started. Thread-safe.
 */
public final class LmEvalFinder {

    /** The value of the setting that leaves the search to this class. */
    public static final String ANY = "lm_eval";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> SCRIPTS = List.of("lm_eval", "lm-eval");
    private static final String VARIABLE = "MATRIX_LM_EVAL";
    private static final List<String> PYTHONS = List.of("python3", "python");
    private static final List<String> BINARIES = List.of("bin", "Scripts");
    private static final String PROBE = """
            import importlib.metadata, importlib.util, json, os, subprocess
            spec = importlib.util.find_spec('lm_eval')
            if spec is None or spec.origin is None:
                print('{}')
                raise SystemExit
            home = os.path.dirname(spec.origin)
            needed = ('aiohttp', 'requests', 'tenacity', 'datasets')
            missing = [name for name in needed if importlib.util.find_spec(name) is None]
            git = ''
            if os.path.exists(os.path.join(os.path.dirname(home), '.git')):
                try:
                    command = ['git', '-C', home, 'describe', '--always']
                    git = subprocess.run(command, capture_output=True, text=True, timeout=10).stdout.strip()
                except Exception:
                    pass
            version = importlib.metadata.version('lm_eval')
            print(json.dumps({'version': version, 'home': home, 'git': git, 'missing': missing}))
            """;

    private final Map<String, String> environment;
    private final LongSupplier nanoTime;

    /** @param environment of the process; its PATH is searched */
    public LmEvalFinder(Map<String, String> environment, LongSupplier nanoTime) {
        this.environment = Map.copyOf(environment);
        this.nanoTime = nanoTime;
    }

    /**
     * Finds it.
     *
     * @param setting {@link #ANY}, or a path
     * @return empty when none is installed
     * @throws MatrixException of kind USAGE when the setting names something that is no lm-eval, or when the installation cannot be used
     */
    public Optional<LmEvalProgram> find(String setting) {
        if (!setting.equals(ANY)) {
            return Optional.of(named(setting));
        }
        return interpreters().stream()
                .map(this::probe)
                .flatMap(Optional::stream)
                .map(Probed::usable)
                .findFirst();
    }

    /** What is found, or the sentence that says how to get it. */
    public LmEvalProgram require(String setting) {
        return find(setting)
                .orElseThrow(() -> MatrixException.usage("--engine lm-eval needs lm-eval, which is not installed for"
                        + " any python3 on the PATH. Install it with: " + LmEvalProgram.INSTALL
                        + " (in a virtual environment: name its directory in MATRIX_LM_EVAL)."));
    }

    private LmEvalProgram named(String setting) {
        Path path = Path.of(setting);
        List<String> candidates = new ArrayList<>();
        if (Files.isDirectory(path)) {
            BINARIES.forEach(each -> addPythons(candidates, path.resolve(each)));
        } else {
            onPath(setting).or(() -> Optional.of(path)).ifPresent(file -> addInterpreter(candidates, file));
        }
        return candidates.stream()
                .map(this::probe)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> MatrixException.usage(origin() + ": " + setting
                        + " is neither a Python with lm-eval, nor its script, nor a virtual environment with it."
                        + " Install it there with: " + LmEvalProgram.INSTALL))
                .usable();
    }

    /** Where the setting stands: the variable goes before the file. */
    private String origin() {
        return environment.getOrDefault(VARIABLE, "").isBlank() ? "lm_eval in config/matrix.yaml" : VARIABLE;
    }

    private List<String> interpreters() {
        List<String> candidates = new ArrayList<>();
        SCRIPTS.forEach(script -> onPath(script).ifPresent(file -> addInterpreter(candidates, file)));
        PYTHONS.forEach(python -> onPath(python).map(Path::toString).ifPresent(candidates::add));
        return candidates.stream().distinct().toList();
    }

    private Optional<Path> onPath(String name) {
        for (String directory : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
            Path file = Path.of(directory).resolve(name);
            if (!directory.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
                return Optional.of(file.toAbsolutePath());
            }
        }
        return Optional.empty();
    }

    /** Of a script the interpreter in its first line, else one beside it. */
    private static void addInterpreter(List<String> candidates, Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        if (name.startsWith("python")) {
            candidates.add(file.toString());
            return;
        }
        try (Stream<String> lines = Files.lines(file)) {
            lines.findFirst()
                    .filter(first -> first.startsWith("#!") && first.contains("python"))
                    .map(first -> first.substring(2).strip().split(" ")[0])
                    .ifPresent(candidates::add);
        } catch (IOException | UncheckedIOException e) {
            // No text: then only what lies beside it can tell.
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            addPythons(candidates, folder);
        }
    }

    private static void addPythons(List<String> candidates, Path folder) {
        PYTHONS.stream()
                .map(folder::resolve)
                .filter(Files::isExecutable)
                .map(Path::toString)
                .forEach(candidates::add);
    }

    private Optional<Probed> probe(String python) {
        Optional<String> said = new ShortCommand(nanoTime).output(List.of(python, "-c", PROBE), PATIENCE);
        return said.flatMap(text -> {
            JsonNode found = LmEvalJson.parse(text.strip());
            return found.hasNonNull("version")
                    ? Optional.of(new Probed(
                            new LmEvalProgram(
                                    python,
                                    found.path("version").asText(),
                                    found.path("git").asText(),
                                    Path.of(found.path("home").asText())),
                            LmEvalJson.texts(found.path("missing"))))
                    : Optional.empty();
        });
    }

    private record Probed(LmEvalProgram program, List<String> missing) {

        LmEvalProgram usable() {
            if (program.tooOld()) {
                throw MatrixException.usage("lm-eval " + program.version() + " of " + program.python()
                        + " is too old to be driven. Install a newer one with: " + LmEvalProgram.INSTALL);
            }
            if (!missing.isEmpty()) {
                throw MatrixException.usage("lm-eval of " + program.python() + " lacks what it needs to ask a server ("
                        + String.join(", ", missing) + "). Install it with: " + LmEvalProgram.INSTALL);
            }
            return program;
        }
    }
}
