package dev.matrix.app;

import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which of the installed models a run uses: those that are named, else those in range, smallest first. */
final class ModelSelection {

    private final String address;
    private final List<InstalledModel> installed;
    private final boolean embedded;

    /** @param embedded true when the server is the simulator inside the program, which no other model can be added to */
    ModelSelection(String address, List<InstalledModel> installed, boolean embedded) {
        this.address = address;
        this.installed = installed;
        this.embedded = embedded;
    }

    /** The chosen models with what a person should know about the choice. */
    record Chosen(List<Model> models, List<String> warnings) {}

    /** The models in range. */
    Chosen inRange() {
        List<String> warnings = new ArrayList<>();
        List<Model> models = installed.stream()
                .filter(InstalledModel::inRange)
                .peek(model -> warnings.addAll(model.warnings()))
                .map(InstalledModel::model)
                .sorted(Comparator.comparingDouble(Model::sizeOrGuess).thenComparing(Model::name))
                .toList();
        return new Chosen(models, warnings);
    }

    /**
     * The named models in the order given; a name without a tag means {@code latest}, names are compared without case, two names of one digest are one
     * model.
     *
     * @param skipMissing a missing model is a warning instead of an error
     */
    Chosen named(List<String> names, boolean skipMissing) {
        Map<String, Model> byIdentity = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (String name : names) {
            Optional<InstalledModel> found = find(name);
            if (found.isPresent()) {
                Model model = requireUsable(found.get());
                warnings.addAll(found.get().warnings());
                Model same = byIdentity.putIfAbsent(identity(model), model);
                if (same != null) {
                    warnings.add("model " + name + " is named twice or shares its digest with " + same.name()
                            + "; it is run once");
                }
            } else if (skipMissing) {
                warnings.add(
                        embedded
                                ? "model " + name + absent() + " and is left out"
                                : "model " + name + " is not installed and is left out (ollama pull " + name + ")");
            } else {
                throw MatrixException.usage("Model '" + name + "'" + absent() + ". " + remedy(name)
                        + ", or leave it out with --skip-missing.");
            }
        }
        return new Chosen(List.copyOf(byIdentity.values()), warnings);
    }

    /** What is the case with a model that was not found. */
    String absent() {
        return embedded ? " is not one of the embedded simulator's" : " is not installed on " + address;
    }

    /** What to do about a model that was not found; without a dot at the end. */
    String remedy(String name) {
        return embedded
                ? "Name one of its models: "
                        + String.join(
                                ", ",
                                installed.stream()
                                        .filter(InstalledModel::usable)
                                        .map(entry -> entry.model().name())
                                        .toList())
                : "Run 'ollama pull " + name + "'";
    }

    /** A server that tells no digests still has several models. */
    private static String identity(Model model) {
        return model.digest().isEmpty() ? "name:" + model.name() : model.digest();
    }

    /** A name overrides the range of sizes, but what completes no text cannot be asked, and what runs elsewhere is not what is measured. */
    private static Model requireUsable(InstalledModel found) {
        if (!found.usable()) {
            throw MatrixException.usage(
                    "Model '" + found.model().name() + "' cannot be used: " + found.reason() + ". Leave it out.");
        }
        return found.model();
    }

    /** The installed model of that name. */
    Optional<InstalledModel> find(String name) {
        String wanted = tagged(name);
        return installed.stream()
                .filter(entry -> tagged(entry.model().name()).equals(wanted)
                        || entry.aliases().stream()
                                .anyMatch(alias -> tagged(alias).equals(wanted)))
                .findFirst();
    }

    private static String tagged(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.substring(lower.lastIndexOf('/') + 1).contains(":") ? lower : lower + ":latest";
    }
}
