package dev.matrix.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTableTest {

    private static final String OVERFLOW_TWICE =
            "{\"error\":\"{\\\"error\\\":{\\\"code\\\":400,\\\"message\\\":\\\"request (5021 tokens) exceeds the available"
                    + " context size (4096 tokens), try increasing it\\\",\\\"type\\\":\\\"exceed_context_size_error\\\","
                    + "\\\"n_prompt_tokens\\\":5021,\\\"n_ctx\\\":4096}}\"}";

    private final Json json = new Json();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | missing request body                                                  | BAD_REQUEST",
                "400 | model is required                                                     | BAD_REQUEST",
                "400 | \"m\" does not support thinking                                       | BAD_REQUEST",
                "400 | the prompt is longer than the context length currently available to the model; shorten it | OVERFLOW",
                "400 | the input length exceeds the context length                           | OVERFLOW",
                "500 | input length (9000 tokens) exceeds the model's maximum context length (8192 tokens) | OVERFLOW",
                "401 | unauthorized                                                          | FORBIDDEN",
                "403 | cloud is disabled                                                     | FORBIDDEN",
                "404 | model 'x' not found                                                   | MODEL_NOT_FOUND",
                "408 | timeout                                                               | REQUEST_TIMEOUT",
                "409 | conflict                                                              | BAD_REQUEST",
                "429 | too many requests                                                     | RATE_LIMITED",
                "499 | request canceled                                                      | BAD_REQUEST",
                "500 | option \"num_ctx\" must be of type integer                            | BAD_REQUEST",
                "500 | invalid format: \"x\"; expected \"json\" or a JSON schema             | BAD_REQUEST",
                "500 | llama-server process has terminated: exit status 1                    | CRASHED",
                "500 | llama-server process has terminated: cudaMalloc failed: out of memory | OUT_OF_MEMORY",
                "500 | llama-server reported out-of-memory during startup: x                 | OUT_OF_MEMORY",
                "500 | timed out waiting for llama-server to start - loading                 | CRASHED",
                "500 | unable to load full model on GPU                                      | OUT_OF_MEMORY",
                "500 | model requires more system memory (5.6 GiB) than is available (2.1 GiB) | OUT_OF_MEMORY",
                "500 | an error was encountered while running the model: EOF                 | CRASHED",
                "500 | model runner has unexpectedly stopped, this may be due to resource limitations | CRASHED",
                "500 | something new                                                         | SERVER_ERROR",
                "502 | bad gateway                                                           | BUSY",
                "503 | server busy, please try again.  maximum pending requests exceeded     | BUSY",
                "504 | upstream timed out                                                    | SERVER_ERROR",
            })
    void typesWhatOllamaAnswers(int status, String message, FailureKind kind) {
        String body = new String(json.write(Map.of("error", message)), StandardCharsets.UTF_8);

        Failure failure = FailureTable.ofStatus(status, ErrorText.of(body, json));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.httpStatus()).isEqualTo(status);
        assertThat(failure.message()).contains(message.replaceAll("\\s+", " "));
    }

    @Test
    void readsAnErrorThatIsEncodedTwice() {
        Failure failure = FailureTable.ofStatus(400, ErrorText.of(OVERFLOW_TWICE, json));

        assertThat(failure.kind()).isEqualTo(FailureKind.OVERFLOW);
        assertThat(failure.message())
                .contains("request (5021 tokens) exceeds the available context size (4096 tokens)")
                .doesNotContain("{");
    }

    @Test
    void readsAnErrorThatIsAnObject() {
        ErrorText error = ErrorText.of("{\"error\":{\"message\":\"no\",\"type\":\"api_error\",\"code\":null}}", json);

        assertThat(error.message()).isEqualTo("no");
        assertThat(error.type()).isEqualTo("api_error");
    }

    @Test
    void takesAPathThatIsUnknownForAWrongRequestAndNotForAMissingModel() {
        assertThat(FailureTable.ofStatus(404, ErrorText.of("404 page not found", json))
                        .kind())
                .isEqualTo(FailureKind.BAD_REQUEST);
    }

    @Test
    void doesNotShowAWebPage() {
        Failure failure = FailureTable.ofStatus(502, ErrorText.of("<html><body>Bad gateway</body></html>", json));

        assertThat(failure.kind()).isEqualTo(FailureKind.BUSY);
        assertThat(failure.message()).contains("502", "a web page").doesNotContain("<");
    }

    @Test
    void saysThatABodyIsEmpty() {
        Failure failure = FailureTable.ofStatus(500, ErrorText.of("", json));

        assertThat(failure.kind()).isEqualTo(FailureKind.SERVER_ERROR);
        assertThat(failure.message()).isEqualTo("the server answered with status 500 and an empty body");
    }

    @Test
    void keepsMessagesShortAndFreeOfControlCharacters() {
        String nasty = "\u001b[31mred\u0007 \u202egnp\r\nnext\u2028line " + "long ".repeat(300);
        String body = new String(json.write(Map.of("error", nasty)), StandardCharsets.UTF_8);

        String message = FailureTable.ofStatus(500, ErrorText.of(body, json)).message();

        assertThat(message).hasSizeLessThanOrEqualTo(500).contains("[31mred gnp next line long");
        assertThat(message.codePoints().noneMatch(Character::isISOControl)).isTrue();
    }

    @Test
    void neverCutsACharacterInTwo() {
        String message = CleanText.line("x".repeat(498) + "\uD83D\uDE00".repeat(20));

        assertThat(message).hasSizeLessThanOrEqualTo(500).endsWith("x…");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        " 120 , 120",
        "'Wed, 21 Oct 2026 07:28:30 GMT', 30",
        "'Wed, 21 Oct 2026 07:27:00 GMT', 0"
    })
    void readsHowLongToWait(String header, long seconds) {
        Clock clock = Clock.fixed(Instant.parse("2026-10-21T07:28:00Z"), ZoneOffset.UTC);

        assertThat(RetryAfter.parse(header, clock)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
    void readsNoWaitFromOtherText(String header) {
        assertThat(RetryAfter.parse(header, Clock.systemUTC())).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0.30.0, false", "0.30.1, true", "0.24.0, true", "1.30.0, true", "0.0.0, true"})
    void knowsWhoseCountsHoldCachedTokens(String text, boolean promptCounts) {
        assertThat(ServerVersion.parse(text).promptCounts()).isEqualTo(promptCounts);
    }

    @ParameterizedTest
    @CsvSource({
        "0.32.15, true, true",
        "0.33.0-rc2, true, true",
        "v1.0, true, true",
        "0.12.11, true, true",
        "0.12.10, false, true",
        "0.12.4, false, true",
        "0.12.3, false, false",
        "0.9.7-rc0, false, false",
        "0.0.0, true, true",
        "built-from-source, true, true",
    })
    void knowsWhatAVersionCan(String text, boolean logprobs, boolean noSilentCuts) {
        ServerVersion version = ServerVersion.parse(text);

        assertThat(version.logprobs().there()).isEqualTo(logprobs);
        assertThat(version.noSilentCuts().there()).isEqualTo(noSilentCuts);
    }
}
