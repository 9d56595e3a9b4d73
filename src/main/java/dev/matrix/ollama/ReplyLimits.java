package dev.matrix.ollama;

/**
 * The size beyond which a server clearly ignores the token limit that it was given. A chunk holds one token or more, so more chunks than tokens were asked
 * for are too many; the margins forgive parsers that split a token. Characters are counted for servers or proxies that gather many tokens in a chunk.
 *
 * @param chunks chunks with text
 * @param characters of text and thinking together
 */
record ReplyLimits(int chunks, int characters) {

    private static final int CHARACTERS_A_TOKEN = 32;
    private static final int SPARE_CHARACTERS = 4_000;
    private static final int SPARE_CHUNKS = 16;

    static ReplyLimits of(int maxTokens, int maxReplyChars) {
        long chunks = (long) maxTokens + Math.max(SPARE_CHUNKS, maxTokens / 4);
        long characters = (long) maxTokens * CHARACTERS_A_TOKEN + SPARE_CHARACTERS;
        return new ReplyLimits((int) Math.min(chunks, Integer.MAX_VALUE), (int) Math.min(characters, maxReplyChars));
    }
}
