package dev.matrix.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that were really generated.
 *
 * @param tokens thinking first, then visible ones
 * @param thinking how many of them are thinking
 * @param complete true when the model ended by itself
 * @param first the probabilities at the first visible token where they are special
 * @param chance for the probabilities at all other tokens
 */
record Completion(List<String> tokens, int thinking, boolean complete, Optional<Distribution> first, Chance chance) {

    Completion {
        tokens = List.copyOf(tokens);
    }

    /** Cuts a reply at a stop text or at the limit. */
    static Completion of(Reply reply, List<String> stops, int limit, Chance chance) {
        List<String> tokens = new ArrayList<>(Tokens.of(reply.thinking()));
        int thinking = tokens.size();
        if (reply.first().isPresent()) {
            String token = reply.first().get().top().token();
            tokens.add(token);
            tokens.addAll(Tokens.of(stopped(reply.text().substring(token.length()), stops)));
        } else {
            tokens.addAll(Tokens.of(stopped(reply.text(), stops)));
        }
        // The token that ends a reply counts: a model that is cut right before it has not ended.
        boolean complete = tokens.size() < limit;
        List<String> kept = complete ? tokens : tokens.subList(0, limit);
        return new Completion(kept, Math.min(thinking, kept.size()), complete, reply.first(), chance);
    }

    private static String stopped(String text, List<String> stops) {
        int end = text.length();
        for (String stop : stops) {
            int at = stop.isEmpty() ? -1 : text.indexOf(stop);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return text.substring(0, end);
    }

    /** Generated tokens as the server counts them: with the one that ends the reply. */
    int count() {
        return tokens.size() + (complete ? 1 : 0);
    }

    String doneReason() {
        return complete ? "stop" : "length";
    }

    /** Text of the tokens from a place up to another one that are thinking. */
    String thinkingBetween(int from, int to) {
        return String.join("", tokens.subList(Math.min(from, thinking), Math.min(to, thinking)));
    }

    /** Text of the tokens from a place up to another one that are visible. */
    String visibleBetween(int from, int to) {
        return String.join("", tokens.subList(Math.max(from, thinking), Math.max(to, thinking)));
    }

    Distribution distribution(int place) {
        return place == thinking && first.isPresent()
                ? first.get()
                : Distribution.plain(tokens.get(place), chance.with(place));
    }
}
