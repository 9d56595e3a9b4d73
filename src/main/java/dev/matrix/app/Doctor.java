package dev.matrix.app;

import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.SizeRange;
import dev.matrix.inference.ServerInfo;
import dev.matrix.lmeval.LmEvalFinder;
import dev.matrix.lmeval.LmEvalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at everything that a run needs and says for each thing how it is and what would mend it. */
public final class Doctor {

    /** The thing that a finding about the server itself names. */
    public static final String SERVER = "server";

    private static final String SLOTS = "slots";
    private static final long LITTLE_SPACE = 500_000_000;

    private final BenchmarkSelection benchmarks;

    public Doctor(BenchmarkSelection benchmarks) {
        this.benchmarks = benchmarks;
    }

    /** How a thing is. */
    public enum Verdict {
        OK,
        WARNING,
        PROBLEM
    }

    /**
     * One finding.
     *
     * @param fix what to do; empty when nothing is needed
     */
    public record Finding(String thing, Verdict verdict, String finding, String fix) {}

    /**
     * Looks at the server, its models and its slots. A server that cannot be reached is one finding, not an error.
     *
     * @param load the time that a run gives the loading of a model
     */
    public List<Finding> server(ServerConnection connection, Duration load) {
        List<Finding> findings = new ArrayList<>();
        try {
            ServerInfo info = connection.server().info();
            findings.add(new Finding(
                    SERVER,
                    Verdict.OK,
                    info.address() + ", version " + info.version() + (info.simulated() ? ", SIMULATED" : ""),
                    ""));
            findings.add(logprobs(info));
            findings.add(cuts(info));
            List<InstalledModel> installed = connection.server().installed(SizeRange.standard());
            findings.add(models(installed));
            List<String> loaded =
                    connection.server().loaded().stream().map(LoadedModel::name).toList();
            findings.add(otherClients(loaded));
            smallest(installed)
                    .filter(model -> !loaded.isEmpty() && !loaded.contains(model.name()))
                    .flatMap(model -> stuck(connection, model, load))
                    .ifPresent(findings::add);
            findings.add(slots(connection, installed, loaded));
        } catch (MatrixException e) {
            findings.add(new Finding(SERVER, Verdict.PROBLEM, String.valueOf(e.getMessage()), ""));
        }
        return findings;
    }

    private static Finding logprobs(ServerInfo info) {
        return info.logprobs().there()
                ? new Finding("log-probabilities", Verdict.OK, "known to this version", "")
                : new Finding(
                        "log-probabilities",
                        Verdict.WARNING,
                        "unknown to version " + info.version() + ": multiple choice is read from generated text",
                        "Update Ollama to " + info.logprobs().since() + " or later.");
    }

    private static Finding cuts(ServerInfo info) {
        return info.noSilentCuts().there()
                ? new Finding("long prompts", Verdict.OK, "refused, not cut", "")
                : new Finding(
                        "long prompts",
                        Verdict.WARNING,
                        "version " + info.version() + " may cut them silently",
                        "Update Ollama to " + info.noSilentCuts().since() + " or later.");
    }

    private static Finding models(List<InstalledModel> installed) {
        List<String> inRange = installed.stream()
                .filter(InstalledModel::inRange)
                .map(entry -> entry.model().name())
                .toList();
        return inRange.isEmpty()
                ? new Finding(
                        "models",
                        Verdict.PROBLEM,
                        installed.size() + " installed, none from 0.5b to 3b",
                        "Run 'ollama pull qwen2.5:0.5b', or name models with --models.")
                : new Finding("models", Verdict.OK, String.join(", ", inRange), "");
    }

    private static Finding otherClients(List<String> loaded) {
        return loaded.isEmpty()
                ? new Finding("other clients", Verdict.OK, "no model is loaded", "")
                : new Finding(
                        "other clients",
                        Verdict.WARNING,
                        String.join(", ", loaded) + " loaded, perhaps in use by somebody else",
                        "Stop other clients before a run: each switch of models costs a reload.");
    }

    private static Optional<Model> smallest(List<InstalledModel> installed) {
        return installed.stream()
                .filter(InstalledModel::inRange)
                .map(InstalledModel::model)
                .min(Comparator.comparingDouble(Model::sizeOrGuess));
    }

    private static Optional<Finding> stuck(ServerConnection connection, Model model, Duration load) {
        List<LoadedModel> busy = connection.server().inUse();
        return busy.isEmpty()
                ? Optional.empty()
                : Optional.of(new LoadProbe(connection, load).beside(busy, model.name()));
    }

    /** To measure means to load a model, which could drive out one that somebody works with. */
    private static Finding slots(ServerConnection connection, List<InstalledModel> installed, List<String> loaded) {
        Optional<Model> smallest = smallest(installed);
        if (smallest.isEmpty()) {
            return new Finding(SLOTS, Verdict.WARNING, "not measured: no model in range", "");
        }
        if (!loaded.isEmpty()) {
            return new Finding(
                    SLOTS,
                    Verdict.WARNING,
                    "not measured: " + String.join(", ", loaded)
                            + " is loaded, and measuring could drive it out of memory",
                    "Run doctor again when nothing is loaded ('ollama ps' shows it).");
        }
        try {
            SlotMeasurement.Measured measured =
                    new SlotMeasurement(connection).measure(smallest.get().name());
            return new Finding(
                    measured.stuck() ? SERVER : SLOTS,
                    measured.stuck() ? Verdict.PROBLEM : measured.known() ? Verdict.OK : Verdict.WARNING,
                    measured.sentence(),
                    measured.fix());
        } catch (MatrixException e) {
            return new Finding(SLOTS, Verdict.PROBLEM, "not measured: " + e.getMessage(), "");
        }
    }

    /** Looks for the second engine; a run by the native one does not need it. */
    public Finding lmEval(LmEvalFinder finder, String setting) {
        try {
            return finder.find(setting)
                    .map(program -> new Finding(
                            "lm-eval",
                            program.proved() ? Verdict.OK : Verdict.WARNING,
                            program.described() + " for " + program.python(),
                            program.proved() ? "" : "Parity was proved with another version: " + LmEvalProgram.INSTALL))
                    .orElse(new Finding(
                            "lm-eval",
                            Verdict.OK,
                            "not installed; only --engine lm-eval needs it",
                            "To have it: " + LmEvalProgram.INSTALL));
        } catch (MatrixException e) {
            return new Finding("lm-eval", Verdict.WARNING, String.valueOf(e.getMessage()), "");
        }
    }

    /** Looks at what is on this machine: items and room to write. */
    public List<Finding> machine(List<String> names, String data, Path resultsDir) {
        List<Finding> findings = new ArrayList<>();
        findings.add(data(names, data));
        findings.add(disk("disk", resultsDir, "--results-dir"));
        if (data.equals(DataPlaces.AUTO)) {
            findings.add(disk("data cache", benchmarks.real().cache(), "HF_HUB_CACHE"));
        }
        return findings;
    }

    /** Looks at the answers that are kept across runs. */
    public Finding cache(CachePlace place, Clock clock) {
        try {
            String size =
                    String.format(Locale.ROOT, "%.1f MB", new InspectCache(place.directory(), clock).bytes() / 1e6);
            return new Finding(
                    "answer cache",
                    Verdict.OK,
                    size + " in " + place.directory() + (place.off() ? ", not used (--no-cache)" : ""),
                    "");
        } catch (MatrixException e) {
            return new Finding("answer cache", Verdict.WARNING, String.valueOf(e.getMessage()), "");
        }
    }

    /** What of the real sets is here; nothing is fetched. */
    private Finding realSets(List<String> names) {
        BenchmarkSelection.Cached cached = benchmarks.cached(names);
        RealSets real = benchmarks.real();
        String place = " in " + real.cache() + (real.settings().offline() ? ", offline" : "");
        return cached.missing().isEmpty()
                ? new Finding("data", Verdict.OK, String.join(", ", cached.there()) + " cached" + place, "")
                : new Finding(
                        "data",
                        Verdict.WARNING,
                        (cached.there().isEmpty() ? "" : String.join(", ", cached.there()) + " cached; ")
                                + "not cached: " + String.join(", ", cached.missing()) + place,
                        "'matrix datasets fetch' fetches them (else the first run does); or use --data bundled.");
    }

    private Finding data(List<String> names, String data) {
        try {
            if (data.equals(DataPlaces.AUTO)) {
                return realSets(names);
            }
            List<BenchmarkItems> known = benchmarks.loadKnown(names, data);
            List<String> missing = new ArrayList<>(names);
            known.forEach(each -> missing.remove(each.benchmark().name()));
            String found = String.join(
                    ", ",
                    known.stream()
                            .map(each -> each.shownAs() + " " + each.items().available())
                            .toList());
            return missing.isEmpty()
                    ? new Finding("data", Verdict.OK, found, "")
                    : new Finding(
                            "data",
                            Verdict.WARNING,
                            found + "; missing: " + String.join(", ", missing),
                            "Put the missing files into " + data + ", or use --data bundled.");
        } catch (MatrixException e) {
            return new Finding("data", Verdict.PROBLEM, String.valueOf(e.getMessage()), "");
        }
    }

    private static Finding disk(String thing, Path directory, String option) {
        Path existing = directory.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            if (existing == null || !Files.isWritable(existing)) {
                return new Finding(
                        thing,
                        Verdict.PROBLEM,
                        directory + " cannot be written",
                        "Choose another place with " + option + ".");
            }
            long free = Files.getFileStore(existing).getUsableSpace();
            String text = free / 1_000_000 + " MB free at " + directory;
            return free < LITTLE_SPACE
                    ? new Finding(thing, Verdict.WARNING, text, "Free some space before a long run.")
                    : new Finding(thing, Verdict.OK, text, "");
        } catch (IOException e) {
            return new Finding(thing, Verdict.PROBLEM, directory + ": " + e.getMessage(), "");
        }
    }
}
