package dev.matrix.dataset.hub;

import dev.matrix.dataset.hub.HubException.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What an answer that is none means: wait and ask again, or say why it is of no use. */
final class Refusals {

    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final String GATED = "GatedRepo";
    private static final String NO_REPOSITORY = "RepoNotFound";
    /** {@code RateLimit: "resolvers";r=0;t=55}: seconds until the limit is reset (https://huggingface.co/docs/hub/rate-limits). */
    private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d{1,9})");

    private final HubSettings settings;
    private final Clock clock;

    Refusals(HubSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param byHub true when the hub itself answered, false when the storage behind it did */
    IOException of(Response response, PinnedSet set, PinnedFile file, boolean byHub) {
        int code = response.code();
        if (code == TOO_MANY) {
            return new PassingException("the server says 'too many requests' (429)", pause(response));
        }
        if (code == REQUEST_TIMEOUT || code >= 500) {
            return new PassingException("the server answers " + code, retryAfter(response));
        }
        if (!byHub) {
            // An address into the storage is good for a short time; the hub gives a new one.
            return new PassingException(response.request().url().host() + " answers " + code, null);
        }
        throw refusal(code, String.valueOf(response.header("X-Error-Code")), set, file);
    }

    private HubException refusal(int code, String word, PinnedSet set, PinnedFile file) {
        boolean gone = code == 404 || code == 410 || code == 451;
        if (gone || (code == UNAUTHORIZED && word.equals(NO_REPOSITORY))) {
            return new HubException(
                    Reason.GONE, gone(code, set, word.equals(NO_REPOSITORY) ? "" : " for " + file.path()));
        }
        if (code == UNAUTHORIZED && settings.token() == null && !word.equals(GATED)) {
            return new HubException(Reason.GONE, unclear(code, set));
        }
        if (code == UNAUTHORIZED || code == 403) {
            return new HubException(Reason.DENIED, denied(code, word, set));
        }
        return new HubException(
                Reason.UNREACHABLE,
                settings.endpoint() + " refuses " + set.repository() + " with " + code + "; check HF_ENDPOINT.");
    }

    /** @param what which file is meant; empty where all of the set is */
    private String gone(int code, PinnedSet set, String what) {
        String sentence = set.repository() + " is not to be had from " + settings.endpoint() + " at the pinned revision"
                + " (answer " + code + what + ")";
        return set.mayVanish() != null
                ? sentence + ": " + set.mayVanish().value() + "."
                : sentence + ". It may have been moved or deleted, or made private or gated: without leave these look"
                        + " the same" + tokenAdvice() + ".";
    }

    /** Without a token the hub says 401 also for what is not there. */
    private String unclear(int code, PinnedSet set) {
        String sentence = set.repository() + " is not to be had from " + settings.endpoint() + " (answer " + code
                + "): it is missing, private or gated, which look the same without a token";
        return set.mayVanish() != null
                ? sentence + "; " + set.mayVanish().value()
                        + ". Where it is only private or gated, HF_TOKEN gives leave."
                : sentence + ". Set HF_TOKEN to a token that may read it.";
    }

    private String denied(int code, String word, PinnedSet set) {
        String sentence =
                set.repository() + " is not given to you by " + settings.endpoint() + " (answer " + code + ")";
        if (word.equals(GATED)) {
            return sentence + ": it is gated. Accept its terms on its page, then set HF_TOKEN.";
        }
        return settings.token() == null
                ? sentence + ": it is private or gated. Set HF_TOKEN to a token that may read it."
                : sentence + ": the token (HF_TOKEN, or the file 'token' in HF_HOME) is wrong, expired, or may not read"
                        + " it.";
    }

    private String tokenAdvice() {
        return settings.token() == null ? " (HF_TOKEN gives leave)" : " (the token in use may not read it)";
    }

    private @Nullable Duration pause(Response response) {
        Matcher reset = RESET.matcher(String.valueOf(response.header("RateLimit")));
        return reset.find() ? Duration.ofSeconds(Long.parseLong(reset.group(1))) : retryAfter(response);
    }

    private @Nullable Duration retryAfter(Response response) {
        @Nullable String text = response.header("Retry-After");
        if (text == null) {
            return null;
        }
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Duration until = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
