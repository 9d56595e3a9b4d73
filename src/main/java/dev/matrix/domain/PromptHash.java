package dev.matrix.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * lm-eval's {@code prompt_hash}: SHA-256 of the messages as Python's {@code json.dumps(messages, ensure_ascii=False)} writes them. Two engines that have the
 * same hash for an item sent the same messages.
 */
public final class PromptHash {

    private PromptHash() {}

    /** The hash in lower-case hex. */
    public static String of(List<Message> messages) {
        try {
            byte[] bytes = json(messages).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The messages as lm-eval keeps them in its samples. */
    public static String json(List<Message> messages) {
        return messages.stream()
                .map(message ->
                        "{\"role\": " + quoted(message.role()) + ", \"content\": " + quoted(message.content()) + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
