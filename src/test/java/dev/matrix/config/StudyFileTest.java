package dev.matrix.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.MatrixException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyFileTest {

    @TempDir
    private Path folder;

    private StudyFile read(String yaml) {
        return StudyFile.find(new Workspace(folder).with("mine.yaml", yaml).files(), "mine.yaml");
    }

    private static int limit(SettingsFile file) {
        return Settings.resolve(Map.of(), Map.of(), file)
                .value(SettingKeys.LIMIT)
                .items();
    }

    @Test
    void innerSettingsWinOverOuterOnes() {
        StudyFile study = read("""
                settings: {limit: 10, seed: 7}
                tiers:
                  - {name: a, models: ['m:1b'], limit: 20}
                  - {name: b, models: ['n:2b']}
                phases:
                  - {name: p, tiers: [a, b]}
                  - {name: q, models: ['m:1b'], settings: {limit: 30}}
                """);

        assertThat(study.name()).isEqualTo("mine");
        assertThat(study.phases().get(0).models()).containsExactly("m:1b", "n:2b");
        SettingsFile tier = study.tier("m:1b").orElseThrow().settings();
        assertThat(limit(tier.over(study.settings()))).isEqualTo(20);
        assertThat(limit(study.tier("n:2b").orElseThrow().settings().over(study.settings())))
                .isEqualTo(10);
        SettingsFile all = study.phases().get(1).settings().over(tier).over(study.settings());
        assertThat(limit(all)).isEqualTo(30);
        assertThat(all.names()).containsExactlyInAnyOrder("limit", "seed");
        assertThat(tier.saysAs(study.settings())).isFalse();
        assertThat(tier.saysAs(tier.over(SettingsFile.none()))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tiers: [{name: a, models: [m]}, {name: a, models: [n]}] | phases: [{name: p, models: [m]}] | mine.yaml:1: tiers.name: 'a' stands twice
            tiers: [{name: a, models: [m]}, {name: b, models: [m]}] | phases: [{name: p, models: [m]}] | mine.yaml:1: tiers.models: m stands in tier a already
            tiers: [{name: a, models: [gemma3]}] | phases: [{name: p, models: [gema3]}] | mine.yaml:2: phases.models: 'gema3' is no model of the tiers above; did you mean 'gemma3'?
            tiers: [{name: small, models: [m]}] | phases: [{name: p, tiers: [smal]}] | mine.yaml:2: phases.tiers: 'smal' is no tier above; did you mean 'small'?
            tiers: [{name: a, models: [m], limit: 0}] | phases: [{name: p, models: [m]}] | mine.yaml:1: tiers.limit: must be a whole number of at least 1, or all, got '0'
            tiers: [{name: a, models: [m], limit: 3, settings: {limit: 3}}] | phases: [{name: p, models: [m]}] | stands beside 'settings' too
            tiers: [{name: a, models: [m], settings: {results_dir: x}}] | phases: [{name: p, models: [m]}] | tiers.settings.results_dir: does not belong here
            tiers: [{name: a, models: [m], settings: {limt: 3}}] | phases: [{name: p, models: [m]}] | unknown setting; did you mean 'limit'?
            tiers: [{name: a, models: [m]}] | phases: [{name: p, models: [m]}, {name: p, models: [m]}] | mine.yaml:2: phases.name: 'p' stands twice
            tiers: [{name: a, models: [m]}] | phases: [{name: 'p/q', models: [m]}] | begins the names of runs
            """)
    void namesFileLineAndFix(String tiers, String phases, String sentence) {
        assertThatThrownBy(() -> read(tiers + "\n" + phases + "\n"))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void isFoundByNameInTheCatalogue() {
        StudyFile study = StudyFile.find(new CatalogueFiles(folder, null), "multi-model");

        assertThat(study.origin()).isEqualTo("built-in config/studies/multi-model.yaml");
        assertThat(study.domains()).containsEntry("llama3.1:8b", "instruction");
    }
}
