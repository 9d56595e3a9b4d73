package dev.matrix.dataset.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.matrix.app.Catalogues;
import dev.matrix.config.BenchmarkFile;
import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.dataset.DataRoot;
import dev.matrix.dataset.Datasets;
import dev.matrix.dataset.RowHashes;
import dev.matrix.dataset.SamplePlan;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Sample;
import dev.matrix.hub.HubRows;
import dev.matrix.hub.ParquetText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The publishers' own files beside the same rows in the hub's columns: equal row hashes, and the very same items. Skipped where the files are absent. */
class PublishedRowsTest {

    @TempDir
    Path folder;

    private final Catalogue catalogue = Catalogues.of(new CatalogueFiles(Path.of(""), null));
    private final Datasets datasets = new Datasets();
    private final DataRoot published = DataRoot.directory(HubRows.PUBLISHED);

    @BeforeEach
    void requireFiles() {
        if (!"1".equals(System.getenv("MATRIX_REQUIRE_DATA"))) {
            assumeThat(HubRows.hasPublished()).isTrue();
        }
        assertThat(HubRows.hasPublished())
                .as("published files in %s", HubRows.PUBLISHED)
                .isTrue();
    }

    static Stream<Arguments> sets() {
        return Stream.of(
                Arguments.of("gsm8k", (Rows) () -> List.of(HubRows.gsm8k(true), HubRows.gsm8k(false))),
                Arguments.of("mmlu", (Rows) () -> List.of(HubRows.mmlu(true), HubRows.mmlu(false))),
                Arguments.of("arc_easy", (Rows) () -> List.of(HubRows.arcEasy(true), HubRows.arcEasy(false))),
                Arguments.of("truthfulqa_mc2", (Rows) () -> List.of(HubRows.truthfulQa())));
    }

    private interface Rows {
        List<HubRows.File> files();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void haveTheHashesThatArePinned(String name, Rows rows) {
        BenchmarkFile file = catalogue.benchmark(name);
        PinnedSet set = HubPins.read().named(name).orElseThrow();
        DataRoot hub = hub(set, rows.files());
        for (PinnedFile pinned : set.files()) {
            boolean shots = !pinned.isItems();
            RowHashes ofPublisher = datasets.rowHashes(
                    file.benchmark(), file.data(DataKind.REAL).orElseThrow().source(), published, shots);
            RowHashes ofHub = datasets.rowHashes(
                    file.benchmark(), file.hub().orElseThrow().data().source(), hub, shots);

            assertThat(pinned.contents()).isNotNull();
            assertThat(ofPublisher.ordered()).isEqualTo(pinned.contents().ordered());
            assertThat(ofPublisher.unordered()).isEqualTo(pinned.contents().unordered());
            assertThat(ofPublisher.count()).isEqualTo(pinned.rows().value().intValue());
            assertThat(ofHub).isEqualTo(ofPublisher);
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void giveTheSameSampleFromBoth(String name, Rows rows) {
        BenchmarkFile file = catalogue.benchmark(name);
        PinnedSet set = HubPins.read().named(name).orElseThrow();
        SamplePlan plan = new SamplePlan(200, Sample.STRATIFIED, 42);
        int fewshot = name.equals("truthfulqa_mc2") ? 0 : 5;

        ItemSet ofPublisher = datasets.load(
                file.benchmark().withFewshot(fewshot),
                file.data(DataKind.REAL).orElseThrow().source(),
                published,
                plan);
        ItemSet ofHub = datasets.load(
                file.benchmark().withFewshot(fewshot),
                file.hub().orElseThrow().data().source(),
                hub(set, rows.files()),
                plan);

        assertThat(ofHub.items()).isEqualTo(ofPublisher.items());
        assertThat(ofHub.dataHash()).isEqualTo(ofPublisher.dataHash());
        assertThat(ofHub.shots())
                .extracting(Item::hash)
                .isEqualTo(ofPublisher.shots().stream().map(Item::hash).toList());
        assertThat(ofHub.origin()).isEqualTo(set.address(set.files().get(0)));
    }

    private DataRoot hub(PinnedSet set, List<HubRows.File> files) {
        Map<String, DataRoot.FoundFile> found = new LinkedHashMap<>();
        for (HubRows.File file : files) {
            Path path = folder.resolve(file.path().replace("/", "-"));
            ParquetText.write(path, file.schema(), file.rows());
            PinnedFile pinned = set.file(file.path());
            found.put(file.path(), new DataRoot.FoundFile(set.address(pinned), pinned.key(), path));
        }
        return DataRoot.of(found, "the hub");
    }
}
