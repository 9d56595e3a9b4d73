package dev.matrix.app;

import dev.matrix.config.BenchmarkFile;
import dev.matrix.config.HubSource;
import dev.matrix.dataset.DataRoot;
import dev.matrix.dataset.Datasets;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.MatrixException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds where the items of a benchmark lie for a value of {@code --data}. */
final class DataPlaces {

    static final String AUTO = "auto";
    static final String BUNDLED = "bundled";

    private final Datasets datasets;
    private final RealSets real;

    DataPlaces(Datasets datasets, RealSets real) {
        this.datasets = datasets;
        this.real = real;
    }

    /**
     * A place.
     *
     * @param revision the commit on the hub; null for files in a folder
     */
    record Place(
            BenchmarkFile.Data data,
            DataRoot root,
            @Nullable String revision) {}

    /**
     * The place of a benchmark's items; for {@code auto} they are fetched if they must be.
     *
     * @param shots whether few-shot examples are needed
     * @return empty when this benchmark has no items of that kind
     * @throws dev.matrix.dataset.hub.HubException when the real set is neither cached nor to be had
     */
    Optional<Place> find(BenchmarkFile file, String data, boolean shots) {
        DataRoot own = file.folder() == null ? DataRoot.builtIn() : DataRoot.directory(file.folder());
        Optional<BenchmarkFile.Data> user = file.data(DataKind.USER);
        if (user.isPresent()) {
            return user.map(found -> new Place(found, own, null));
        }
        return switch (data) {
            case BUNDLED -> file.data(DataKind.SAMPLE).map(found -> new Place(found, own, null));
            case AUTO -> file.hub().map(found -> fetched(found, shots));
            default -> inDirectory(file, Path.of(data));
        };
    }

    private Place fetched(HubSource found, boolean shots) {
        RealSets.Fetched fetched = real.fetched(found, shots);
        return new Place(found.data(), fetched.root(), fetched.revision());
    }

    private Optional<Place> inDirectory(BenchmarkFile file, Path directory) {
        if (!Files.isDirectory(directory)) {
            throw MatrixException.usage("--data " + directory + " is not a directory. Give the directory that holds"
                    + " gsm8k/, mmlu/, arc_easy/ ..., or 'bundled' for the samples.");
        }
        DataRoot root = DataRoot.directory(directory);
        return file.data(DataKind.REAL)
                .filter(found -> datasets.available(found.source(), root))
                .map(found -> new Place(found, root, null));
    }
}
