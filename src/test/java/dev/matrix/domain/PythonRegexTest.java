package dev.matrix.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonRegexTest {

    /** {@code re.findall(pattern, text)} of Python 3.11. */
    static List<Arguments> found() {
        return List.of(
                Arguments.of("[[]", "a[b", List.of("[")),
                Arguments.of("[^[\\s]+", "a[b c", List.of("a", "b", "c")),
                Arguments.of("[][]", "a]b[", List.of("]", "[")),
                Arguments.of("[^]]+", "a]b", List.of("a", "b")),
                Arguments.of("[a&&b]", "a&b", List.of("a", "&", "b")),
                Arguments.of("[a^]", "^a", List.of("^", "a")),
                Arguments.of("[^^]+", "a^b", List.of("a", "b")),
                Arguments.of("[\\]a]", "]a", List.of("]", "a")),
                Arguments.of("a\\Z", "a\n", List.of()),
                Arguments.of("a\\Z", "b a", List.of("a")),
                Arguments.of("a$", "a\n", List.of("a")),
                Arguments.of("\\v", "\n\u000b", List.of("\u000b")),
                Arguments.of("[\\b]", "a\b", List.of("\b")),
                Arguments.of("\\s", "\u001c", List.of("\u001c")),
                Arguments.of("\\$?\\d+", "$12 3", List.of("$12", "3")));
    }

    @ParameterizedTest
    @MethodSource("found")
    void findsWhatPythonFinds(String pattern, String text, List<String> expected) {
        assertThat(new PythonRegex(pattern).findAll(text))
                .extracting(groups -> groups.get(0))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\z", "\\Q.\\E", "\\p{L}", "\\h", "\\R", "[\\Z]", "[\\B]", "(", "[a", "a\\"})
    void refusesWhatPythonRefuses(String pattern) {
        assertThatThrownBy(() -> new PythonRegex(pattern)).isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void removesAllMatches() {
        assertThat(new PythonRegex("[,[]").remove("1,0[0")).isEqualTo("100");
    }
}
