package dev.matrix.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A SHA-256 over a sequence of texts and numbers. Each part is preceded by its length in bytes, so that no two different sequences collide by their
 * borders. Not thread-safe; one use.
 */
public final class Fingerprint {

    private static final int BUFFER = 1_024;

    private final MessageDigest digest;
    /** Parts are short and many: they are gathered, since each call of a digest costs more than they do. */
    private final byte[] buffer = new byte[BUFFER];

    private int filled;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds a text. */
    public Fingerprint add(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        update(bytes);
        return this;
    }

    private void update(byte[] bytes) {
        if (filled + bytes.length > BUFFER) {
            digest.update(buffer, 0, filled);
            filled = 0;
        }
        if (bytes.length > BUFFER) {
            digest.update(bytes);
        } else {
            System.arraycopy(bytes, 0, buffer, filled, bytes.length);
            filled += bytes.length;
        }
    }

    /** Adds a whole number. */
    public Fingerprint add(long part) {
        return add(Long.toString(part));
    }

    /** Adds messages: roles and contents in order. */
    public Fingerprint add(List<Message> messages) {
        add(messages.size());
        messages.forEach(message -> add(message.role()).add(message.content()));
        return this;
    }

    /** The digest in lower-case hex; ends the use of this object. */
    public String hex() {
        digest.update(buffer, 0, filled);
        filled = 0;
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of messages alone, as a journal line keeps it. */
    public static String of(List<Message> messages) {
        return new Fingerprint().add(messages).hex();
    }
}
