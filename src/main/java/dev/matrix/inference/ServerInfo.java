package dev.matrix.inference;

/**
 * The server that was found.
 *
 * @param address the address that was used, without credentials
 * @param version the version text, e.g. {@code 0.32.15}
 * @param logprobs true when the version knows log-probabilities (0.12.11 and later, or a development build)
 * @param noSilentCuts true when the version knows {@code truncate:false} (0.12.4 and later, or a development build)
 * @param simulated true when the server says that it is the simulator
 */
public record ServerInfo(String address, String version, boolean logprobs, boolean noSilentCuts, boolean simulated) {}
