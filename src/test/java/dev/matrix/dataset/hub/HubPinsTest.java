package dev.matrix.dataset.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.app.Catalogues;
import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.config.HubSource;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.MatrixException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubPinsTest {

    private final HubPins pins = HubPins.read();

    @Test
    void fitTheBenchmarkFiles() {
        Catalogue catalogue = Catalogues.of(new CatalogueFiles(Path.of(""), null));
        for (String name : Catalogue.STANDARD_BENCHMARKS) {
            HubSource hub = catalogue.benchmark(name).hub().orElseThrow();
            DataSource source = hub.data().source();
            PinnedSet set = pins.named(name).orElseThrow();

            assertThat(set.repository()).isEqualTo(hub.repository());
            assertThat(set.licence().value()).isEqualTo(hub.data().note().licence());
            List<String> paths = new ArrayList<>(source.items());
            paths.addAll(source.shots());
            assertThat(set.files()).extracting(PinnedFile::path).isEqualTo(paths);
            assertThat(set.files().get(0).isItems()).isTrue();
        }
        assertThat(pins.sets()).extracting(PinnedSet::name).containsExactlyElementsOf(Catalogue.STANDARD_BENCHMARKS);
    }

    @Test
    void sayOfEveryFactWhoSaysSo() {
        for (PinnedSet set : pins.sets()) {
            List<Pinned<?>> facts = new ArrayList<>(List.of(set.revision(), set.licence()));
            set.files().forEach(file -> facts.addAll(List.of(file.rows(), file.columns())));
            set.files().stream()
                    .map(PinnedFile::sha256)
                    .filter(java.util.Objects::nonNull)
                    .forEach(facts::add);

            assertThat(facts).allSatisfy(fact -> {
                assertThat(fact.source()).isNotBlank();
                assertThat(fact.state()).isEqualTo(Pinned.State.UNPROVEN); // no download of the hub was ever made
            });
            assertThat(set.revision().value()).matches("[0-9a-f]{40}");
            assertThat(set.files()).allSatisfy(file -> {
                assertThat(file.sha256() == null || file.sha256().value().matches("[0-9a-f]{64}"))
                        .isTrue();
                assertThat(file.contents() == null || !file.contents().source().isBlank())
                        .isTrue();
            });
        }
    }

    @Test
    void nameTheSetThatMayVanish() {
        assertThat(pins.sets().stream().filter(set -> set.mayVanish() != null))
                .singleElement()
                .extracting(PinnedSet::name)
                .isEqualTo("hellaswag");
    }

    @Test
    void refuseWhatIsNotPinned() {
        assertThatThrownBy(() -> pins.inRepository("somebody/else"))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("The data set somebody/else is not pinned; 'matrix datasets list' shows");
        assertThatThrownBy(() -> pins.inRepository("openai/gsm8k").file("socratic/test.parquet"))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining(
                        "openai/gsm8k the file socratic/test.parquet is not pinned; pinned are main/test-");
    }
}
