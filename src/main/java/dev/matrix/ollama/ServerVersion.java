package dev.matrix.ollama;

import dev.matrix.inference.ServerInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Ollama, e.g. {@code 0.32.15}, {@code 0.33.0-rc2} or {@code v0.12}. A development build says 0.0.0; such a one, and a text without any
 * version in it, is taken to have every ability: what is missing shows in its replies.
 *
 * @param known false for a development build
 */
record ServerVersion(boolean known, int major, int minor, int patch) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?");

    static ServerVersion parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.find()) {
            return new ServerVersion(false, 0, 0, 0);
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        int patch = numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3));
        return new ServerVersion(major + minor + patch > 0, major, minor, patch);
    }

    /** {@code logprobs}. */
    ServerInfo.Ability logprobs() {
        return new ServerInfo.Ability(atLeast(0, 12, 11), "0.12.11");
    }

    /** {@code truncate:false}. */
    ServerInfo.Ability noSilentCuts() {
        return new ServerInfo.Ability(atLeast(0, 12, 4), "0.12.4");
    }

    /** One version leaves cached tokens out of {@code prompt_eval_count}. */
    boolean promptCounts() {
        return !(known && major == 0 && minor == 30 && patch == 0);
    }

    private boolean atLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        if (!known || major != wantedMajor) {
            return !known || major > wantedMajor;
        }
        return minor != wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
    }
}
