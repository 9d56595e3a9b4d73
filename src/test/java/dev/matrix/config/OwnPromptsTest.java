package dev.matrix.config;

import static dev.matrix.config.Workspace.assertUsage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Personality;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPromptsTest {

    @TempDir
    Path folder;

    private List<Personality> build(List<String> systems, List<String> files, List<String> suffixes) {
        return new OwnPrompts(folder, List.of("baseline", "cot")).build(systems, files, suffixes);
    }

    @Test
    void namesPromptsByPrefixOrNumberOrFile() {
        new Workspace(folder)
                .with("prompts/my.prompt.txt", "\uFEFFFrom a file.\n")
                .with("other.md", "Other.");

        assertThat(build(
                        List.of("Be exact.", "kind=Be kind = good.", "Be brief."),
                        List.of("prompts/my.prompt.txt", "o=other.md"),
                        List.of("Think.", "hm=Hm.")))
                .containsExactly(
                        new Personality("system-1", "Be exact.", null),
                        new Personality("kind", "Be kind = good.", null),
                        new Personality("system-2", "Be brief.", null),
                        new Personality("my.prompt", "From a file.", null),
                        new Personality("o", "Other.", null),
                        new Personality("suffix-1", null, "Think."),
                        new Personality("hm", null, "Hm."));
    }

    @Test
    void takesAnEqualsSignAfterOtherThanANameForText() {
        assertThat(build(List.of("If x = 1, say so.\nb=2"), List.of(), List.of()))
                .containsExactly(new Personality("system-1", "If x = 1, say so.\nb=2", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"my/name=x", "a+b=x", "../x=x", "=hello"})
    void refusesAShortBeginningThatCannotBeAName(String option) {
        String name = option.substring(0, option.indexOf('='));
        assertUsage(() -> build(List.of(option), List.of(), List.of()))
                .hasMessageStartingWith("--system: '" + name + "' before the first '=' cannot be a name (letters,")
                .hasMessageContaining("NAME=");
        assertUsage(() -> build(List.of(), List.of(), List.of(option)))
                .hasMessageStartingWith("--user-suffix: '" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Answer with x = 3", "a+b =3", "+123456789+123456789+123456789+123456789+=x"})
    void keepsATextWithAnEqualsSignLater(String option) {
        assertThat(build(List.of(option), List.of(), List.of()))
                .containsExactly(new Personality("system-1", option, null));
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void refuses(List<String> systems, List<String> files, List<String> suffixes, String message) {
        new Workspace(folder).with("my prompt.txt", "x").with("blank.txt", " \n");

        assertUsage(() -> build(systems, files, suffixes)).hasMessageStartingWith(message);
    }

    static Stream<Arguments> wrongOptions() {
        List<String> none = List.of();
        return Stream.of(
                Arguments.of(
                        List.of("cot=x"),
                        none,
                        none,
                        "--system: the name 'cot' is taken by the catalogue; choose another: --system NAME=..."),
                Arguments.of(List.of("all=x"), none, none, "--system: the name 'all' is taken by the catalogue;"),
                Arguments.of(
                        List.of("a=x"),
                        none,
                        List.of("a=y"),
                        "--user-suffix: the name 'a' is given twice; choose another: --user-suffix NAME=..."),
                Arguments.of(List.of("a="), none, none, "--system: 'a' is empty; give the text of the prompt"),
                Arguments.of(List.of(" "), none, none, "--system: 'system-1' is empty; give the text of the prompt"),
                Arguments.of(none, none, List.of(""), "--user-suffix: 'suffix-1' is empty; give the text"),
                Arguments.of(none, List.of("none.txt"), none, "--system-file: there is no file "),
                Arguments.of(none, List.of("."), none, "--system-file: "),
                Arguments.of(none, List.of("blank.txt"), none, "--system-file: 'blank.txt' is empty; give the text"),
                Arguments.of(
                        none,
                        List.of("my prompt.txt"),
                        none,
                        "--system-file: 'my prompt' cannot be a name (letters, digits, '_', '.' and '-'); put a name"
                                + " before it: --system-file NAME=..."));
    }
}
