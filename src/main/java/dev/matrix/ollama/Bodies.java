package dev.matrix.ollama;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Reads whole bodies, with a limit, so that no server can fill the memory. */
final class Bodies {

    private static final long ERROR_LIMIT = 64L << 10;
    /** Details of a model list every tensor and may hold a licence. */
    private static final long DOCUMENT_LIMIT = 64L << 20;

    private Bodies() {}

    /** The beginning of an error's body. */
    static String head(Response response) throws IOException {
        BufferedSource source = response.body().source();
        source.request(ERROR_LIMIT);
        Buffer head = new Buffer();
        source.getBuffer()
                .copyTo(head, 0, Math.min(ERROR_LIMIT, source.getBuffer().size()));
        return head.readUtf8();
    }

    static String whole(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(DOCUMENT_LIMIT + 1)) {
            throw new ProtocolException("the answer is longer than " + DOCUMENT_LIMIT + " bytes");
        }
        return source.readUtf8();
    }
}
