package dev.matrix.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The answer to one request on its connection: a whole body, a stream of lines each of which is flushed, or one of the ways in which connections break.
 * Not thread-safe.
 */
final class HttpReply {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final boolean head;
    private final Outage outage;
    private boolean started;
    private boolean broken;

    HttpReply(Socket socket, InputStream in, OutputStream out, boolean head, Outage outage) {
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.head = head;
        this.outage = outage;
    }

    /** Sends a whole body. */
    void send(int status, String contentType, byte[] body) throws IOException {
        send(status, contentType, "", body);
    }

    /** Sends a whole body; {@code extra} is a further header without its line end, or empty. */
    void send(int status, String contentType, String extra, byte[] body) throws IOException {
        start(status, contentType, "Content-Length: " + body.length + (extra.isEmpty() ? "" : "\r\n" + extra));
        if (!head) {
            out.write(body);
        }
        out.flush();
    }

    /** Promises a whole body, sends its first half and closes the connection cleanly. */
    void sendHalf(int status, String contentType, byte[] body) throws IOException {
        start(status, contentType, "Content-Length: " + body.length);
        out.write(body, 0, body.length / 2);
        out.flush();
        broken = true;
    }

    /** Promises a whole body, sends its first half and resets the connection. */
    void sendHalfAndReset(int status, String contentType, byte[] body) throws IOException {
        sendHalf(status, contentType, body);
        reset();
    }

    /** Promises half a body and sends all of it; the connection goes on as if nothing were wrong. */
    void sendBeyond(int status, String contentType, byte[] body) throws IOException {
        start(status, contentType, "Content-Length: " + body.length / 2);
        out.write(body);
        out.flush();
    }

    /** Begins a body of lines; nothing is sent before the first one. */
    void stream(String contentType) throws IOException {
        start(200, contentType, "Transfer-Encoding: chunked");
    }

    /** Sends bytes of a stream at once. */
    void chunk(byte[] bytes) throws IOException {
        put(bytes);
        out.flush();
    }

    /** Sends the last bytes of a stream and ends it. */
    void lastChunk(byte[] bytes) throws IOException {
        put(bytes);
        end();
    }

    /** Ends a stream. */
    void end() throws IOException {
        ascii("0\r\n\r\n");
        out.flush();
    }

    /** Resets the connection; the client sees it break at once. */
    void reset() throws IOException {
        broken = true;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the server and with it this connection. */
    void stopServer(boolean comesBack) {
        broken = true;
        outage.stop(comesBack);
    }

    /** Says nothing more until the client leaves. */
    void hang() throws IOException {
        broken = true;
        out.flush();
        while (in.read() >= 0) {
            // A client that has lost patience closes; until then there is nothing to read.
        }
    }

    /** Ends an answer that cannot be completed: 500 with an empty body, or where bytes were sent already just the end of the connection. */
    void panic() throws IOException {
        if (!started) {
            send(500, "", new byte[0]);
        }
        broken = true;
    }

    /** True when the connection cannot carry another request. */
    boolean broken() {
        return broken;
    }

    /** Ends all of a server's connections at once. */
    @FunctionalInterface
    interface Outage {

        /** Stops listening and resets every connection; one that comes back listens again a moment later. */
        void stop(boolean comesBack);
    }

    private void put(byte[] bytes) throws IOException {
        ascii(Integer.toHexString(bytes.length));
        out.write(LINE_END);
        out.write(bytes);
        out.write(LINE_END);
    }

    private void start(int status, String contentType, String framing) throws IOException {
        started = true;
        String type = contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n";
        ascii("HTTP/1.1 " + status + " " + reason(status) + "\r\n" + type + framing + "\r\n\r\n");
    }

    private void ascii(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 429 -> "Too Many Requests";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
