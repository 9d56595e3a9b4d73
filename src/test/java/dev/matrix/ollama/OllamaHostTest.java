package dev.matrix.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.MatrixException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaHostTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                          | http://127.0.0.1:11434",
                "1.2.3.4                     | http://1.2.3.4:11434",
                ":1234                       | http://127.0.0.1:1234",
                "1.2.3.4:1234                | http://1.2.3.4:1234",
                "example.com                 | http://example.com:11434",
                "example.com:1234            | http://example.com:1234",
                "localhost                   | http://localhost:11434",
                "[::1]                       | http://[::1]:11434",
                "::1                         | http://[::1]:11434",
                "[::1]:1337                  | http://[::1]:1337",
                "2001:db8::7                 | http://[2001:db8::7]:11434",
                "` 1.2.3.4 `                 | http://1.2.3.4:11434",
                "\"1.2.3.4\"                 | http://1.2.3.4:11434",
                "` \" 1.2.3.4 \" `           | http://1.2.3.4:11434",
                "'1.2.3.4'                   | http://1.2.3.4:11434",
                "http://1.2.3.4              | http://1.2.3.4:80",
                "http://1.2.3.4:4321         | http://1.2.3.4:4321",
                "https://1.2.3.4             | https://1.2.3.4:443",
                "https://1.2.3.4:4321        | https://1.2.3.4:4321",
                "HTTPS://example.com         | https://example.com:443",
                "https://example.com/ollama  | https://example.com:443/ollama",
                "https://example.com/a/b/    | https://example.com:443/a/b",
                "http://example.com:8080/    | http://example.com:8080",
                "ollama.com                  | https://ollama.com:443",
                "0.0.0.0                     | http://127.0.0.1:11434",
                "0.0.0.0:8080                | http://127.0.0.1:8080",
                "http://0.0.0.0              | http://127.0.0.1:80",
                "[::]                        | http://[::1]:11434",
                "[::]:8080                   | http://[::1]:8080",
                "::                          | http://[::1]:11434",
                "https://user:pa:ss@box/o    | https://box:443/o",
            })
    void readsAnAddressAsOllamasClientsDo(String text, String expected) {
        OllamaHost host = OllamaHost.parse(text);

        assertThat(host.display()).isEqualTo(expected);
        assertThat(host.warnings()).isEmpty();
    }

    @Test
    void isTheDefaultWhenNothingIsSet() {
        assertThat(OllamaHost.parse(null).display()).isEqualTo("http://127.0.0.1:11434");
    }

    @ParameterizedTest
    @CsvSource({
        ":66000, http://127.0.0.1:11434",
        ":-1, http://127.0.0.1:11434",
        ":0, http://127.0.0.1:11434",
        "1.2.3.4:, http://1.2.3.4:11434",
        "https://box:http, https://box:443",
        "[::1]:x, http://[::1]:11434",
    })
    void takesTheDefaultForAnInvalidPortAndWarns(String text, String expected) {
        OllamaHost host = OllamaHost.parse(text);

        assertThat(host.display()).isEqualTo(expected);
        assertThat(host.warnings()).singleElement().asString().contains("port", "using " + host.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com", "tcp://1.2.3.4:11434", "http://exa mple.com", "a:b:c"})
    void refusesWhatCannotBeReached(String text) {
        assertThatThrownBy(() -> OllamaHost.parse(text))
                .isInstanceOfSatisfying(
                        MatrixException.class, e -> assertThat(e.kind()).isEqualTo(MatrixException.Kind.USAGE))
                .hasMessageContaining("cannot be used")
                .hasMessageContaining("--host or OLLAMA_HOST");
    }

    @Test
    void neverShowsCredentials() {
        OllamaHost host = OllamaHost.parse("https://user:secret@example.com:x/ollama");

        assertThat(host.userInfo()).isEqualTo("user:secret");
        assertThat(host.toString() + host.display() + host.warnings()).doesNotContain("secret", "user");
        assertThatThrownBy(() -> OllamaHost.parse("ftp://user:secret@example.com"))
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:p@secret@box:x",
                "user:p@secret@box:x",
                "http://user:secret/word@box",
                "http://user:p@secret@box:x/o",
                "ftp://user:p@secret@box",
                "http://user:p@secret@b ox",
            })
    void neverShowsAPasswordWithASignOfAnAddressInIt(String text) {
        String shown;
        try {
            OllamaHost host = OllamaHost.parse(text);
            shown = host + " " + host.warnings();
        } catch (MatrixException e) {
            shown = String.valueOf(e.getMessage());
        }

        assertThat(shown).doesNotContain("secret", "word", "user:", "p@");
    }

    @Test
    void knowsOllamasCloudOnlyOverTls() {
        assertThat(OllamaHost.parse("ollama.com").isOllamaCloud()).isTrue();
        assertThat(OllamaHost.parse("https://api.ollama.com").isOllamaCloud()).isTrue();
        assertThat(OllamaHost.parse("http://ollama.com").isOllamaCloud()).isFalse();
        assertThat(OllamaHost.parse("https://notollama.com").isOllamaCloud()).isFalse();
    }

    @Test
    void settingsNeverShowKeysOrHeaders() {
        OllamaSettings settings = Chats.settings(Map.of("X-Proxy", "secret-value"), "secret-key");

        assertThat(settings.toString()).doesNotContain("secret").contains("X-Proxy");
    }
}
