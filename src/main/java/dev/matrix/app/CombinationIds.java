package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.store.Manifest;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells from the id of a combination whose it is: names of models hold slashes, so that one may begin like another. */
final class CombinationIds {

    private CombinationIds() {}

    /** True for the ids of a model's combinations and of their controls. */
    static Predicate<String> of(Manifest manifest, String model) {
        return id -> owner(manifest, id).filter(model::equals).isPresent();
    }

    private static Optional<String> owner(Manifest manifest, String id) {
        return manifest.models().stream()
                .map(Model::name)
                .filter(name -> id.startsWith(name + "/"))
                .max((a, b) -> Integer.compare(a.length(), b.length()));
    }
}
