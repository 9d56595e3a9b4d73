package dev.matrix.dataset.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.HeardTransfers;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {

    @TempDir
    Path home;

    private HubSettings settings(String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", "/home/me"));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return HubSettings.from(environment, false);
    }

    @Test
    void hasTheDefaultsOfTheHubsOwnTools() {
        assertThat(settings())
                .isEqualTo(new HubSettings(
                        "https://huggingface.co",
                        null,
                        Path.of("/home/me/.cache/huggingface/hub"),
                        Path.of("/home/me/.cache/matrix/hub"),
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "XDG_CACHE_HOME, /x, , , /x/huggingface/hub",
        "HF_HOME, /h, XDG_CACHE_HOME, /x, /h/hub",
        "HF_HOME, ~/h, , , /home/me/h/hub",
        "HF_HUB_CACHE, /c, HF_HOME, /h, /c",
        "HUGGINGFACE_HUB_CACHE, /old, HF_HOME, /h, /old",
        "HUGGINGFACE_HUB_CACHE, /old, HF_HUB_CACHE, /c, /c"
    })
    void findsTheCacheWhereTheyDo(String name, String value, String other, String otherValue, Path cache) {
        assertThat((other == null ? settings(name, value) : settings(name, value, other, otherValue)).cache())
                .isEqualTo(cache);
    }

    @Test
    void takesTheTokenFromTheVariableThenFromTheFile() throws IOException {
        Files.writeString(home.resolve("token"), "from-file\n");
        String folder = home.toString();

        assertThat(settings("HF_HOME", folder).token()).isEqualTo("from-file");
        assertThat(settings("HF_HOME", folder, "HF_TOKEN", "given").token()).isEqualTo("given");
        assertThat(settings("HF_TOKEN_PATH", home.resolve("token").toString()).token())
                .isEqualTo("from-file");
        assertThat(settings("HF_HOME", folder, "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")
                        .token())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "true, true", "Yes, true", "ON, true", "0, false", "off, false", "2, false"})
    void isOfflineByTheVariable(String value, boolean offline) {
        assertThat(settings("HF_HUB_OFFLINE", value).offline()).isEqualTo(offline);
    }

    @Test
    void takesAnotherEndpointWithOrWithoutASlash() {
        assertThat(settings("HF_ENDPOINT", "http://127.0.0.1:81/").endpoint()).isEqualTo("http://127.0.0.1:81");
        assertThat(settings("HF_ENDPOINT", "https://hub.example/mirror//").endpoint())
                .isEqualTo("https://hub.example/mirror");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.example",
                "ftp://hub.example",
                "https://",
                "https://host:99999",
                "http://a:b",
                "https://[::1"
            })
    void refusesWhatIsNoEndpoint(String endpoint) {
        assertThatThrownBy(() -> settings("HF_ENDPOINT", endpoint))
                .isInstanceOf(MatrixException.class)
                .hasMessage("HF_ENDPOINT is '" + endpoint
                        + "'; give an address such as https://huggingface.co, or unset it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://me:secret@hub.example", "https://me:12/secret@hub.example", "me:secret@hub.example"})
    void showsNoPasswordOfAnEndpoint(String endpoint) {
        assertThatThrownBy(() -> settings("HF_ENDPOINT", endpoint))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("USER:PASSWORD@hub.example'; give an address such as")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf_s\u00e9cret", "hf_one\nhf_two", "hf one"})
    void refusesATokenThatNoHeaderCanCarryWithoutShowingIt(String token) throws IOException {
        Files.writeString(home.resolve("token"), token);

        assertThatThrownBy(() -> settings("HF_TOKEN", token))
                .isInstanceOf(MatrixException.class)
                .hasMessageStartingWith("HF_TOKEN holds something that cannot be a token")
                .hasMessageNotContaining("hf");
        assertThatThrownBy(() -> settings("HUGGING_FACE_HUB_TOKEN", token))
                .hasMessageStartingWith("HUGGING_FACE_HUB_TOKEN holds");
        assertThatThrownBy(() -> settings("HF_HOME", home.toString()))
                .hasMessageStartingWith("The file " + home.resolve("token") + " holds");
    }

    @Test
    void makesNothingOfAnEndpointBeforeTheFirstRequest() {
        HubSettings bad = new HubSettings("https://host:99999", null, home, home, true);

        try (Hub hub = Hub.open(bad, new HeardTransfers(), Clock.systemUTC())) {
            PinnedSet set = HubPins.read().named("gsm8k").orElseThrow();

            assertThat(hub.held(set)).extracting(Hub.Held::path).containsOnlyNulls();
        }
    }
}
