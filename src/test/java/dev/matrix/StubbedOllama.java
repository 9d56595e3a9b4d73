package dev.matrix;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** WireMock in the shape of an Ollama server of version 0.12.11. What its models say is a script. */
final class StubbedOllama implements AutoCloseable {

    /** A model that never loads. */
    static final String BROKEN = "broken:1b";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WireMockServer server;

    /** What a model says. */
    @FunctionalInterface
    interface Script {

        /** @param last the last user turn */
        String reply(String system, String last);
    }

    StubbedOllama(Script script, String... models) {
        server = new WireMockServer(wireMockConfig().dynamicPort().extensions(new Chat(script)));
        server.start();
        server.stubFor(any(anyUrl()).atPriority(9).willReturn(aResponse().withStatus(404)));
        server.stubFor(get("/api/version").willReturn(aResponse().withBody("{\"version\":\"0.12.11\"}")));
        server.stubFor(get("/api/tags")
                .willReturn(aResponse().withBody(tags(List.of(models)).toString())));
        for (String model : models) {
            server.stubFor(post("/api/show")
                    .withRequestBody(matchingJsonPath("$[?(@.model == '" + model + "')]"))
                    .willReturn(aResponse().withBody(show().toString())));
        }
        server.stubFor(get("/api/ps").willReturn(aResponse().withBody("{\"models\":[]}")));
        server.stubFor(post("/api/chat").willReturn(aResponse()));
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The bodies of all requests to the chat endpoint so far. */
    List<JsonNode> chats() {
        return server.findAll(postRequestedFor(urlEqualTo("/api/chat"))).stream()
                .map(LoggedRequest::getBodyAsString)
                .map(StubbedOllama::parse)
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static ObjectNode tags(List<String> models) {
        ObjectNode body = MAPPER.createObjectNode();
        ArrayNode list = body.putArray("models");
        for (String model : models) {
            ObjectNode tag = list.addObject();
            tag.put("name", model).put("model", model).put("size", 397821319);
            tag.put("modified_at", "2026-08-01T10:15:30.123456789+02:00");
            tag.put("digest", model.hashCode() + "c51577010a279d933d14c2a8ab4b268079d44c5c8830c0a93900f1827c67");
            tag.putObject("details")
                    .put("format", "gguf")
                    .put("family", "qwen2")
                    .put("parameter_size", "")
                    .put("quantization_level", "Q4_K_M");
        }
        return body;
    }

    private static ObjectNode show() {
        ObjectNode body = MAPPER.createObjectNode();
        body.putObject("model_info").put("general.architecture", "qwen2").put("qwen2.context_length", 32768);
        body.putArray("capabilities").add("completion");
        return body;
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads, unloads, renders and answers. */
    private static final class Chat implements ResponseDefinitionTransformerV2 {

        private final Script script;
        private volatile String loaded = "";

        Chat(Script script) {
            this.script = script;
        }

        @Override
        public String getName() {
            return "ollama";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            String path = event.getRequest().getUrl();
            if (path.equals("/api/ps") && !loaded.isEmpty()) {
                return aResponse().withBody(running().toString()).build();
            }
            return path.equals("/api/chat")
                    ? chat(parse(event.getRequest().getBodyAsString())).build()
                    : event.getResponseDefinition();
        }

        private ObjectNode running() {
            ObjectNode body = MAPPER.createObjectNode();
            body.putArray("models")
                    .addObject()
                    .put("name", loaded)
                    .put("model", loaded)
                    .put("size", 752123904L)
                    .put("size_vram", 376061952L);
            return body;
        }

        private ResponseDefinitionBuilder chat(JsonNode request) {
            String model = request.path("model").asText();
            if (request.path("messages").isEmpty()) {
                return manage(request, model);
            }
            if (request.path("_debug_render_only").asBoolean()) {
                ObjectNode body = MAPPER.createObjectNode().put("model", model);
                body.putObject("_debug_info").put("rendered_template", rendered(request));
                return json(200, body);
            }
            return aResponse()
                    .withHeader("Content-Type", "application/x-ndjson")
                    .withBody(first(request).toString() + "\n" + last(request).toString() + "\n")
                    // Two pieces, cut somewhere in a line.
                    .withChunkedDribbleDelay(2, 2);
        }

        private ResponseDefinitionBuilder manage(JsonNode request, String model) {
            if (request.path("keep_alive").asText().equals("0")) {
                loaded = "";
                return json(200, done(model).put("done_reason", "unload"));
            }
            if (model.equals(BROKEN)) {
                String error = "llama-server process has terminated: exit status 2";
                return json(500, MAPPER.createObjectNode().put("error", error));
            }
            loaded = model;
            return json(200, done(model).put("done_reason", "load"));
        }

        private ObjectNode first(JsonNode request) {
            JsonNode messages = request.path("messages");
            String text = script.reply(
                    messages.path(0).path("content").asText(),
                    messages.path(messages.size() - 1).path("content").asText());
            ObjectNode line = MAPPER.createObjectNode()
                    .put("model", request.path("model").asText())
                    .put("done", false);
            line.putObject("message").put("role", "assistant").put("content", text);
            if (request.path("logprobs").asBoolean()) {
                ObjectNode token = line.putArray("logprobs").addObject();
                token.put("token", text).put("logprob", -0.105);
                ArrayNode top = token.putArray("top_logprobs");
                top.addObject().put("token", text).put("logprob", -0.105);
                top.addObject().put("token", "The").put("logprob", -2.5);
            }
            return line;
        }

        private static ObjectNode last(JsonNode request) {
            boolean one = request.path("options").path("num_predict").asInt() == 1;
            return done(request.path("model").asText())
                    .put("done_reason", one ? "length" : "stop")
                    .put("total_duration", 9_000_000)
                    .put("load_duration", 1_000_000)
                    .put("prompt_eval_count", rendered(request).length() / 4)
                    .put("prompt_eval_duration", 2_000_000)
                    .put("eval_count", one ? 1 : 5)
                    .put("eval_duration", 5_000_000);
        }

        private static ObjectNode done(String model) {
            ObjectNode line = MAPPER.createObjectNode().put("model", model).put("done", true);
            line.putObject("message").put("role", "assistant").put("content", "");
            return line;
        }

        private static String rendered(JsonNode request) {
            StringBuilder prompt = new StringBuilder();
            for (JsonNode message : request.path("messages")) {
                prompt.append("<|")
                        .append(message.path("role").asText())
                        .append("|>\n")
                        .append(message.path("content").asText())
                        .append('\n');
            }
            return prompt.append("<|assistant|>\n").toString();
        }

        private static ResponseDefinitionBuilder json(int status, JsonNode body) {
            return aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json; charset=utf-8")
                    .withBody(body.toString());
        }
    }
}
