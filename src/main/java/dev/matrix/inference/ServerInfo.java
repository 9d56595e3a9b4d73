package dev.matrix.inference;

/**
 * The server that was found. What its version means is known where it is asked, and nowhere else.
 *
 * @param address the address that was used, without credentials
 * @param version the version text, e.g. {@code 0.32.15}
 * @param logprobs whether it gives log-probabilities
 * @param noSilentCuts whether it refuses a prompt that does not fit instead of cutting it silently
 * @param promptCounts true when its counts of prompt tokens hold all tokens of a prompt, cached ones included
 * @param simulated true when the server says that it is the simulator
 */
public record ServerInfo(
        String address,
        String version,
        Ability logprobs,
        Ability noSilentCuts,
        boolean promptCounts,
        boolean simulated) {

    /**
     * What not every version is able to.
     *
     * @param there true when this one is
     * @param since the version from which on servers are, for people
     */
    public record Ability(boolean there, String since) {}
}
