package dev.matrix.ollama;

import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.ModelClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import okhttp3.Request;

/** Asks models over POST /api/chat, streamed, so that silence and loops are noticed while they happen. Thread-safe. */
final class OllamaClient implements ModelClient {

    private final Transport transport;
    private final OllamaSettings settings;
    private final Json json;
    private final Clock clock;

    OllamaClient(Transport transport, OllamaSettings settings, Json json, Clock clock) {
        this.transport = transport;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String identity(ChatRequest request) {
        return new String(json.write(ChatBody.identity(request)), StandardCharsets.UTF_8);
    }

    @Override
    public ChatResult chat(ChatRequest request) {
        Request post = transport.post("/api/chat", json.write(ChatBody.chat(request)));
        ChatExchange exchange = new ChatExchange(request, settings.maxReplyChars(), json, transport::now, clock);
        try {
            return transport.exchange(post, settings.reply(), transport.replyProgress(), exchange::read);
        } catch (ExchangeException e) {
            return exchange.failed(e, transport.host());
        }
    }
}
