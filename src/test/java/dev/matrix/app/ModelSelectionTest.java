package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.Model;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelSelectionTest {

    private static ModelSelection.Chosen named(List<InstalledModel> installed, String... names) {
        return new ModelSelection("http://127.0.0.1:11434", installed, false).named(List.of(names), false);
    }

    private static InstalledModel installed(String name, String digest) {
        Model model = new Model(name, digest, 0.5e9, null, "", "", Set.of("completion"), "", null);
        return new InstalledModel(model, true, true, "in range", List.of(), List.of());
    }

    @Test
    void runsModelsWithoutADigestEachByItsName() {
        ModelSelection.Chosen chosen = named(List.of(installed("a:1b", ""), installed("b:1b", "")), "a:1b", "b:1b");
        assertThat(chosen.models()).extracting(Model::name).containsExactly("a:1b", "b:1b");
        assertThat(chosen.warnings()).isEmpty();
    }

    @Test
    void runsAModelThatIsNamedTwiceOnce() {
        List<InstalledModel> installed = List.of(installed("a:1b", ""), installed("b:1b", "d"), installed("c:1b", "d"));
        ModelSelection.Chosen chosen = named(installed, "a:1b", "A:1B", "b:1b", "c:1b");
        assertThat(chosen.models()).extracting(Model::name).containsExactly("a:1b", "b:1b");
        assertThat(chosen.warnings())
                .containsExactly(
                        "model A:1B is named twice or shares its digest with a:1b; it is run once",
                        "model c:1b is named twice or shares its digest with b:1b; it is run once");
    }
}
