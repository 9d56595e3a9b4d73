package dev.matrix.config;

import static dev.matrix.config.Workspace.assertUsage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Personality;
import dev.matrix.domain.Trait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PersonalityFileTest {

    @TempDir
    Path folder;

    private PersonalityFile read(String text) {
        return new Workspace(folder)
                .with("personalities/x.yaml", text)
                .catalogue()
                .personalityFile("x");
    }

    @Test
    void readsTraitsWithTheirText() {
        PersonalityFile file = read("name: x\ndescription: An example\ntraits: {empathy: 0, creativity: 1}\n");

        assertThat(file.description()).isEqualTo("An example");
        assertThat(file.origin()).isEqualTo("personalities/x.yaml");
        assertThat(file.traits()).isNotNull();
        assertThat(file.traits().values()).containsOnlyKeys(Trait.EMPATHY, Trait.CREATIVITY);
        assertThat(file.personality().system()).isEqualTo("From {EMPATHY=0.0, CREATIVITY=1.0}");
        assertThat(file.personality().wrapper()).isNull();
    }

    @Test
    void readsTextWithoutTheBreakAtItsEndAndTakesTheFilesName() {
        assertThat(read("system: |\n  Be exact.\n\n  Be kind.\nwrapper: Think.\n")
                        .personality())
                .isEqualTo(new Personality("x", "Be exact.\n\nBe kind.", "Think."));
    }

    @Test
    void readsASystemFileBesideIt() {
        new Workspace(folder).with("personalities/texts/x.txt", "Be exact.\n\n");

        assertThat(read("system_file: texts/x.txt").personality()).isEqualTo(new Personality("x", "Be exact.", null));
    }

    @Test
    void readsPastAByteOrderMarkAndWindowsLineBreaks() {
        assertThat(read("\uFEFFname: x\r\nsystem: Be exact.\r\n").personality().system())
                .isEqualTo("Be exact.");
    }

    @Test
    void readsAnEmptyFileAsBaselineOnly() {
        new Workspace(folder).with("personalities/baseline.yaml", "# nothing\n");

        assertThat(new Workspace(folder).catalogue().personality("baseline")).isEqualTo(Personality.baseline());
    }

    @Test
    void refusesABaselineThatInjects() {
        Workspace workspace = new Workspace(folder).with("personalities/baseline.yaml", "name: baseline\nsystem: Hi\n");

        assertUsage(() -> workspace.catalogue().personality("baseline"))
                .hasMessage("personalities/baseline.yaml:2: system: baseline injects nothing, because all others are"
                        + " compared with it; use another name");
    }

    @Test
    void refusesTheWordForAll() {
        Workspace workspace = new Workspace(folder).with("personalities/all.yaml", "system: hi\nname: all\n");

        assertUsage(() -> workspace.catalogue().personalityFile("all"))
                .hasMessage("personalities/all.yaml:2: name: 'all' is the word for all of them; give the file and its"
                        + " name another name");
    }

    @Test
    void refusesAFileWhoseNameHoldsAPlus() {
        Workspace workspace = new Workspace(folder).with("personalities/x+y.yaml", "system: hi\n");

        assertUsage(() -> workspace.catalogue().personality("x+y"))
                .hasMessageStartingWith("personalities/x+y.yaml:1: the file's name 'x+y' may hold letters");
        assertUsage(() -> workspace.catalogue().personality("xy")).hasMessageNotContaining("x+y");
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        new Workspace(folder).with("personalities/x.yaml", "");
        Files.write(folder.resolve("personalities/x.yaml"), "system: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertUsage(() -> new Workspace(folder).catalogue().personality("x"))
                .hasMessage("personalities/x.yaml: the file is not UTF-8 text; save it as UTF-8");
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void refuses(String text, String message) {
        assertUsage(() -> read(text)).hasMessageStartingWith("personalities/x.yaml:" + message);
    }

    static Stream<Arguments> wrongFiles() {
        return Stream.of(
                Arguments.of(
                        "name: x\ntraits:\n  empathy: 0.1\n\n  creativty: 0.7\n",
                        "5: traits.creativty: unknown trait; did you mean 'creativity'?"),
                Arguments.of("name: x\nsytem: hi\n", "2: sytem: unknown key; did you mean 'system'?"),
                Arguments.of(
                        "zzzzzzzzzz: hi\n",
                        "1: zzzzzzzzzz: unknown key; known are name, description, traits, system, system_file, wrapper"),
                Arguments.of("traits: {empathy: 1.01}", "1: traits.empathy: must be from 0 to 1, got 1.01"),
                Arguments.of("traits: {empathy: -0.1}", "1: traits.empathy: must be from 0 to 1, got -0.1"),
                Arguments.of("traits:\n  empathy: high", "2: traits.empathy: must be a number, got 'high'"),
                Arguments.of("traits:\n  empathy: '0.5'", "2: traits.empathy: must be a number, got '0.5'"),
                Arguments.of(
                        "traits:\n  empathy: .nan", "2: traits.empathy: must be a plain number, such as 0.7, got .nan"),
                Arguments.of("traits:\n  empathy: [1]", "2: traits.empathy: must be a single value"),
                Arguments.of("traits:\n  empathy:", "2: traits.empathy: has no value; give it one or remove the line"),
                Arguments.of("traits: 7", "1: traits: must be a map of keys to values"),
                Arguments.of(
                        "traits: {}", "1: traits: every trait is at or near 0.5, which says nothing; move one away"),
                Arguments.of("name: y\nsystem: hi", "1: name: 'y' is not the file's name 'x'; make them equal"),
                Arguments.of("name: 7\nsystem: hi", "1: name: must be text; put 7 in quotes"),
                Arguments.of("name: a b\nsystem: hi", "1: name: may hold letters, digits, '.', '_' and '-' only"),
                Arguments.of("name: x\n", "1: it injects nothing; add one of traits, system, system_file or wrapper"),
                Arguments.of("", "1: it injects nothing; add one of"),
                Arguments.of("system: hi\ntraits: {empathy: 1}", "1: system: cannot stand beside 'traits'; keep one"),
                Arguments.of("system: hi\nsystem_file: a", "2: system_file: cannot stand beside 'system'; keep one"),
                Arguments.of("system: ' '", "1: system: is empty; give it a value or remove the line"),
                Arguments.of("system: on", "1: system: must be text; put on in quotes"),
                Arguments.of("wrapper: {a: b}", "1: wrapper: must be a single value"),
                Arguments.of("system_file: none.txt", "1: system_file: there is no file "),
                Arguments.of("system_file: ..", "1: system_file: cannot read "),
                Arguments.of(
                        "system: hi\nname: x\nsystem: ho\n", "3: system: stands twice, first on line 1; remove one"),
                Arguments.of("- a\n- b\n", "1: must be a map of keys to values, such as 'name: value'"),
                Arguments.of("just text", "1: must be a map of keys to values"),
                Arguments.of("? [a, b]\n: c\n", "1: a key must be plain text"),
                Arguments.of(
                        "name: x\nsystem: a: b\n", "2: not valid YAML: mapping values are not allowed here; correct"),
                Arguments.of("name: x\nsystem: 'open\n", "3: not valid YAML: found unexpected end of stream; correct"),
                Arguments.of("name: x\n\tsystem: hi\n", "2: not valid YAML: "),
                Arguments.of(
                        "name: x\nsystem: \u0007\n", "2: not valid YAML: character U+0007 is not allowed; correct"),
                Arguments.of("system: a\n---\nsystem: b\n", "2: not valid YAML: but found another document; correct"),
                Arguments.of("system: *nowhere\n", "1: not valid YAML: found undefined alias nowhere; correct"),
                Arguments.of("system: !!java.net.URL [x]\n", "1: not valid YAML: Global tag is not allowed"),
                Arguments.of("system: !!java.net.URL x\n", "1: not valid YAML: Global tag is not allowed"),
                Arguments.of(
                        bomb(), "1: not valid YAML: Number of aliases for non-scalar nodes exceeds the specified"));
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        return text.toString();
    }
}
