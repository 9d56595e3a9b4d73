package dev.matrix.scoring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes a reply that declines: an apology or a plain "I cannot" at its start. Deliberately narrow, and only asked when no answer could be read; "I do
 * not know" is no answer, not a refusal.
 */
final class Refusal {

    /** A refusal stands at the start of a reply. */
    private static final int HEAD = 300;

    private static final Pattern DECLINES = Pattern.compile(
            "\\b(?:i'?m|i am|we are|we're) (?:(?:really|very|so|truly|terribly) )?(?:sorry|unable to|not able to|afraid i)"
                    + "|\\bi (?:simply |really |just )?(?:can'?t|cannot|can not|won'?t|will not|could not|couldn'?t) "
                    + "(?:help|assist|answer|provide|comply|fulfil|do that|do this|engage|discuss|choose|select|determine|solve|continue|give|respond"
                    + "|complete|support|offer|participate|generate|make)"
                    + "|\\bi (?:must|have to|need to|will) (?:decline|refuse)"
                    + "|\\bi (?:decline|refuse) to\\b"
                    + "|\\bi (?:do not|don't) (?:feel comfortable|have the ability|have access)"
                    + "|\\b(?:my|our|sincere) apologies\\b|\\bi apologi[sz]e\\b|^\\W{0,4}(?:sorry|apologies)\\b"
                    + "|\\bas an ai\\b[^.\\n]{0,60}\\b(?:cannot|can'?t|don't|do not|unable|not able)\\b"
                    + "|\\bagainst my (?:guidelines|programming|policy|policies)\\b"
                    + "|抱歉|对不起|無法回答|无法回答",
            Pattern.CASE_INSENSITIVE);

    private Refusal() {}

    /** True when the folded text declines to answer. */
    static boolean in(String text) {
        String start = text.stripLeading();
        String head = start.substring(0, Math.min(HEAD, start.length()));
        Matcher declines = DECLINES.matcher(head).useTransparentBounds(true).useAnchoringBounds(false);
        for (int at = 0; at < head.length(); at++) {
            if (mayBegin(head, at) && declines.region(at, head.length()).lookingAt()) {
                return true;
            }
        }
        return false;
    }

    /** Where the pattern can match at all, so that it is not tried at every character: at the start, at a word with a fitting letter, at a Chinese one. */
    private static boolean mayBegin(String head, int at) {
        char c = head.charAt(at);
        if (at == 0 || c > 0x7F) {
            return true;
        }
        return "iwmosaIWMOSA".indexOf(c) >= 0 && !Character.isLetterOrDigit(head.charAt(at - 1));
    }
}
