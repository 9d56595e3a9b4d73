package dev.matrix.execution;

import dev.matrix.domain.Message;
import dev.matrix.domain.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges from rendered prompts, or else from prompt token counts, whether a system text gets to the model. Pure; thread-safe. */
final class ReachJudge {

    /** A text of so many bytes has at least one token: what is less did not get there. */
    private static final int BYTES_PER_TOKEN_AT_MOST = 16;

    /** Words around the turns that belong to no text: role names and headings of common templates. */
    private static final Set<String> SCAFFOLDING = Set.of(
            "system",
            "user",
            "assistant",
            "model",
            "human",
            "bot",
            "instruction",
            "instructions",
            "response",
            "input",
            "output",
            "question",
            "answer",
            "prompt",
            "gpt",
            "ai");

    private static final int STRANGE_WORDS = 4;
    /** A prompt that has more of its messages out of order, or not at all, was cut; nothing is told of its template. */
    private static final int ELSEWHERE_AT_MOST = 32;
    /** Stands where a message or a tag stood. */
    private static final String BREAK = "\n";

    private static final Pattern TAG = Pattern.compile("<[^<>\\s]{1,40}>|\\[/?[A-Z_]{2,20}]|\\{[^{}]{0,40}}");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /** A verdict with its evidence. */
    record Verdict(Reach reach, String evidence) {}

    /**
     * What was seen of a prompt.
     *
     * @param tokens the server's count; -1 when it did not tell
     * @param rendered the text that the server would feed to the model; empty where it cannot tell
     */
    record Seen(int tokens, Optional<String> rendered) {}

    /**
     * The verdict on a personality.
     *
     * @param reference the prompt without the system text: baseline, or a one-word system text
     * @param own the prompt with it
     * @param folded the prompt with the same text at the head of the first user turn
     */
    Verdict personality(String system, Seen reference, Seen own, Seen folded) {
        String counts = counts(reference.tokens(), own.tokens());
        if (own.rendered().isPresent()) {
            return rendered(system, own.rendered().get(), folded.rendered(), counts);
        }
        if (own.tokens() < 0 || reference.tokens() < 0) {
            return new Verdict(Reach.UNKNOWN, "the server neither counts nor shows the prompt");
        }
        if (own.tokens() - reference.tokens() < Math.max(2, system.length() / BYTES_PER_TOKEN_AT_MOST)) {
            return new Verdict(Reach.DROPPED, counts);
        }
        return own.tokens() == folded.tokens()
                ? new Verdict(Reach.FOLDED, counts + ", as many as in the user turn")
                : new Verdict(Reach.REACHED, counts);
    }

    /** The verdict where the model gave no answer. */
    Verdict unanswered(String error) {
        return new Verdict(Reach.UNKNOWN, error.isEmpty() ? "no answer" : "no answer: " + error);
    }

    /**
     * The verdict on a baseline; empty when nothing is wrong with it.
     *
     * @param sent the messages that were sent
     * @param own the prompt of the baseline
     * @param oneWord the prompt with a system text of one word
     */
    Optional<Verdict> baseline(List<Message> sent, Seen own, Seen oneWord) {
        if (own.rendered().isPresent()) {
            String strange = strangeText(sent, own.rendered().get());
            return strange.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Verdict(Reach.DEFAULT_INJECTED, "the template adds: " + strange));
        }
        return own.tokens() >= 0 && oneWord.tokens() >= 0 && own.tokens() > oneWord.tokens()
                ? Optional.of(new Verdict(
                        Reach.DEFAULT_INJECTED,
                        own.tokens() + " prompt tokens, " + oneWord.tokens() + " with a system prompt of one word"))
                : Optional.empty();
    }

    private static Verdict rendered(String system, String own, Optional<String> folded, String counts) {
        String text = flat(own);
        if (!text.contains(flat(system))) {
            return new Verdict(Reach.DROPPED, counts + "; not in the rendered prompt");
        }
        return folded.isPresent() && flat(folded.get()).equals(text)
                ? new Verdict(Reach.FOLDED, counts + "; rendered into the user turn")
                : new Verdict(Reach.REACHED, counts + "; rendered as a turn of its own");
    }

    private static String counts(int before, int after) {
        return before < 0 || after < 0 ? "no token counts" : before + " -> " + after + " prompt tokens";
    }

    /** The template's own words, where so many stand in a row that they are more than role names. */
    private static String strangeText(List<Message> sent, String rendered) {
        for (String run : TAG.matcher(templateText(sent, flat(rendered)))
                .replaceAll(BREAK)
                .split(BREAK, -1)) {
            if (strangeWords(run) >= STRANGE_WORDS) {
                String plain = flat(run);
                return plain.substring(0, Math.min(80, plain.length()));
            }
        }
        return "";
    }

    /** What is left without the messages. They mostly stand in order, so one walk finds them: a prompt may be megabytes in thousands of messages. */
    private static String templateText(List<Message> sent, String rendered) {
        StringBuilder rest = new StringBuilder();
        List<String> elsewhere = new ArrayList<>();
        int from = 0;
        for (Message message : sent) {
            String content = flat(message.content());
            int at = content.isEmpty() || elsewhere.size() > ELSEWHERE_AT_MOST ? -1 : rendered.indexOf(content, from);
            if (at >= 0) {
                rest.append(rendered, from, at).append(BREAK);
                from = at + content.length();
            } else if (!content.isEmpty()) {
                elsewhere.add(content);
            }
        }
        rest.append(rendered, from, rendered.length());
        return elsewhere.size() > ELSEWHERE_AT_MOST ? "" : without(elsewhere, rest);
    }

    private static String without(List<String> texts, StringBuilder rest) {
        for (String text : texts) {
            int at = rest.indexOf(text);
            if (at >= 0) {
                rest.replace(at, at + text.length(), BREAK);
            }
        }
        return rest.toString();
    }

    /** Role names lead a text; further on they are words like others, as in "a helpful assistant". */
    private static int strangeWords(String run) {
        Matcher words = WORD.matcher(run);
        int strange = 0;
        while (words.find()) {
            boolean leads = strange == 0 && SCAFFOLDING.contains(words.group().toLowerCase(Locale.ROOT));
            strange += leads ? 0 : 1;
        }
        return strange;
    }

    /** Templates trim and break lines as they like. */
    private static String flat(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
