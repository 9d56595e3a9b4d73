package dev.matrix.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Breaks replies in the ways of the fault plan, with the bodies of a real server. Thread-safe. */
final class FaultWriter {

    private static final String CRASH = "model runner has unexpectedly stopped, this may be due to resource limitations"
            + " or an internal error, check ollama server logs for details";
    private static final String OOM =
            "llama-server reported out-of-memory during startup: cudaMalloc failed: out of memory";
    private static final String REPEAT = "prediction aborted, token repeat limit reached";
    private static final String BROKEN = "an error was encountered while running the model: unexpected EOF";
    private static final String CUT = "this text is cut";
    private static final byte[] PAGE =
            "<html><body><h1>It works!</h1></body></html>\n".getBytes(StandardCharsets.UTF_8);
    private static final String HTML = "text/html";

    private final Json json;
    private final ReplyForm form;

    FaultWriter(Json json, ReplyForm form) {
        this.json = json;
        this.form = form;
    }

    /** Answers with the fault in place of a reply. */
    void instead(Fault fault, HttpReply reply) throws IOException {
        switch (fault.kind()) {
            case STATUS -> status(fault.status(), reply);
            case RESET -> reply.reset();
            case HANG -> reply.hang();
            case TRUNCATED -> reply.sendHalf(200, Json.TYPE, json.bytes(form.error(200, CUT)));
            case CUTJSON -> {
                byte[] whole = json.bytes(form.error(200, CUT));
                reply.send(200, Json.TYPE, Arrays.copyOf(whole, whole.length / 2));
            }
            case RESETBODY -> reply.sendHalfAndReset(200, Json.TYPE, json.bytes(form.error(200, CUT)));
            case OVERLONG -> reply.sendBeyond(200, Json.TYPE, json.bytes(form.error(200, CUT)));
            case HTML -> reply.send(200, HTML, PAGE);
            case ERRORLINE -> error(200, BROKEN, reply);
            case RESTART -> reply.stopServer(true);
            case DOWN -> reply.stopServer(false);
            case CRASH -> error(500, CRASH, reply);
            case OOM -> error(500, OOM, reply);
            case REPEAT -> error(500, REPEAT, reply);
            default -> reply.send(500, "", new byte[0]);
        }
    }

    /** Breaks a stream between two lines. */
    void inside(Fault fault, HttpReply reply) throws IOException {
        switch (fault.kind()) {
            case RESET -> reply.reset();
            case HANG -> reply.hang();
            case TRUNCATED -> reply.lastChunk("{\"model\":\"m\",\"created_at\":\"20".getBytes(StandardCharsets.UTF_8));
            case HTML -> reply.lastChunk(PAGE);
            case CRASH -> line(CRASH, reply);
            case REPEAT -> line(REPEAT, reply);
            case ERRORLINE -> line(BROKEN, reply);
            case RESTART -> reply.stopServer(true);
            case DOWN -> reply.stopServer(false);
            default -> reply.end();
        }
    }

    private void line(String message, HttpReply reply) throws IOException {
        reply.lastChunk(json.line(form.error(500, message)));
    }

    private void error(int status, String message, HttpReply reply) throws IOException {
        reply.send(status, Json.TYPE, json.bytes(form.error(status, message)));
    }

    private void status(int status, HttpReply reply) throws IOException {
        switch (status) {
            case 401 ->
                reply.send(
                        401,
                        Json.TYPE,
                        json.bytes(form.error(401, "unauthorized").put("signin_url", "https://ollama.com/connect")));
            case 403 -> reply.send(403, "", new byte[0]);
            case 404 -> error(404, "model not found", reply);
            case 408 -> error(408, "request timeout", reply);
            case 429 -> reply.send(429, Json.TYPE, "Retry-After: 1", json.bytes(form.error(429, "too many requests")));
            case 500 -> error(500, "an internal error occurred", reply);
            case 502 -> error(502, "upstream is unreachable", reply);
            case 503 -> error(503, "server busy, please try again.  maximum pending requests exceeded", reply);
            default -> error(status, "the request was refused", reply);
        }
    }
}
