package dev.matrix.simulator;

/** What happens to prompts that do not fit into the context. Stateless. */
final class Overflow {

    private Overflow() {}

    /**
     * The tokens of the prompt that are evaluated: all, or after a silent cut about half a context.
     *
     * @throws WireException when the request or the load options forbid the cut
     */
    static int check(Conversing.Turn turn) throws WireException {
        int tokens = turn.prompt().tokens();
        int context = turn.lease().contextTokens();
        if (tokens <= context) {
            return tokens;
        }
        // A server of that age does not know truncate and shift and cuts.
        boolean old = turn.modes().contains(Mode.OLD_VERSION);
        if (!old && !turn.request().truncate()) {
            throw WireException.badRequest("{\"error\":{\"code\":400,\"message\":\"request (" + tokens
                    + " tokens) exceeds the available context size (" + context
                    + " tokens), try increasing it\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":"
                    + tokens + ",\"n_ctx\":" + context + "}}");
        }
        if (!old && !turn.request().shift()) {
            throw WireException.badRequest("the prompt is longer than the context length currently available to the"
                    + " model; shorten the prompt or raise num_ctx");
        }
        int keep = Math.min(turn.request().options().numKeep() + 1, context);
        return context - Math.max((context - keep) / 2, 1);
    }

    /** How many tokens may be generated: without shift no more than the context still holds. */
    static int limit(Conversing.Turn turn, int promptTokens) {
        int context = turn.lease().contextTokens();
        int limit = Math.max(1, turn.request().options().numPredict(context));
        return turn.request().shift() ? limit : Math.max(1, Math.min(limit, context - promptTokens));
    }
}
