package dev.matrix.simulator;

import java.util.Arrays;

/** Tokens of a prompt, or of a prompt and its reply, for finding out what two of them share at their beginning. Immutable. */
final class TokenSequence {

    static final TokenSequence EMPTY = new TokenSequence(new int[0]);

    private final int[] ids;

    private TokenSequence(int[] ids) {
        this.ids = ids;
    }

    int size() {
        return ids.length;
    }

    /** The number of a token, equal for equal texts. */
    int id(int place) {
        return ids[place];
    }

    /** Tokens that both begin with. */
    int shared(TokenSequence other) {
        int end = Math.min(ids.length, other.ids.length);
        int different = Arrays.mismatch(ids, 0, end, other.ids, 0, end);
        return different < 0 ? end : different;
    }

    /** Collects the tokens of a text piece by piece. */
    static final class Builder {

        private int[] ids = new int[256];
        private int size;

        Builder() {}

        Builder(TokenSequence start) {
            size = start.ids.length;
            ids = Arrays.copyOf(start.ids, Math.max(ids.length, 2 * size));
        }

        /** One token, whatever it holds. */
        Builder token(String text) {
            return id(text.hashCode());
        }

        /** The tokens of a text. */
        Builder text(String text) {
            for (int start = 0; start < text.length(); ) {
                int end = Tokens.end(text, start);
                int hash = 0;
                for (int i = start; i < end; i++) {
                    hash = 31 * hash + text.charAt(i);
                }
                id(hash);
                start = end;
            }
            return this;
        }

        private Builder id(int id) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, 2 * size);
            }
            ids[size++] = id;
            return this;
        }

        TokenSequence build() {
            return new TokenSequence(Arrays.copyOf(ids, size));
        }
    }
}
