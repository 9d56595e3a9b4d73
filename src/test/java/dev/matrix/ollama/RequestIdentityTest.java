package dev.matrix.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.domain.Message;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.LoadOptions;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What of a request is the question, and what only says how the server shall hold its model. */
class RequestIdentityTest {

    private static final Json JSON = new Json();

    private static ChatRequest request(
            int context, double temperature, long seed, int tokens, boolean logprobs, boolean think) {
        return new ChatRequest(
                "m",
                List.of(Message.system(""), Message.user("Which?")),
                new LoadOptions(context),
                SamplingOptions.of(temperature, seed),
                tokens,
                logprobs,
                think);
    }

    private static String identity(ChatRequest request) {
        return new String(JSON.write(ChatBody.identity(request)), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void isTheBodyWithoutContextAndKeepAlive() throws IOException {
        ChatRequest request = request(4096, 0, 42, 64, true, false);
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode body = (ObjectNode) mapper.readTree(JSON.write(ChatBody.chat(request)));
        assertThat(body.remove("keep_alive")).isNotNull();
        assertThat(((ObjectNode) body.get("options")).remove("num_ctx")).isNotNull();
        assertThat(mapper.readTree(identity(request))).isEqualTo(body);
        assertThat(identity(request)).isEqualTo(identity(request(8192, 0, 42, 64, true, false)));
    }

    @Test
    void changesWithAllElse() {
        Set<String> identities = new TreeSet<>(List.of(
                identity(request(4096, 0, 42, 64, false, false)),
                identity(request(4096, 0.7, 42, 64, false, false)),
                identity(request(4096, 0, 43, 64, false, false)),
                identity(request(4096, 0, 42, 65, false, false)),
                identity(request(4096, 0, 42, 64, true, false)),
                identity(request(4096, 0, 42, 64, false, true))));
        assertThat(identities).hasSize(6);
    }
}
