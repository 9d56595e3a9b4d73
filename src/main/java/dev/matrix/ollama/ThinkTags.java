package dev.matrix.ollama;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Visible text and thinking, apart. A server separates them only for models that it knows to think; from others the tags arrive inside the content. Some
 * templates open the tag in the prompt, so that only its end is in the reply, and a reply that was cut lacks the end.
 *
 * @param text what is left
 * @param thinking what stood between tags, or before a lone end or after a lone start
 */
record ThinkTags(String text, String thinking) {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";
    private static final Pattern BLOCK = Pattern.compile("<think>(.*?)(?:</think>|\\z)", Pattern.DOTALL);

    /** @param thinking what the server itself gave as thinking */
    static ThinkTags split(String content, String thinking) {
        int open = content.indexOf(OPEN);
        int close = content.indexOf(CLOSE);
        if (open < 0 && close < 0) {
            return new ThinkTags(content, thinking);
        }
        StringBuilder thoughts = new StringBuilder(thinking);
        String rest = content;
        if (close >= 0 && (open < 0 || close < open)) {
            thoughts.append(content, 0, close);
            rest = content.substring(close + CLOSE.length());
        }
        Matcher block = BLOCK.matcher(rest);
        StringBuilder text = new StringBuilder();
        while (block.find()) {
            thoughts.append(block.group(1));
            block.appendReplacement(text, "");
        }
        block.appendTail(text);
        return new ThinkTags(text.toString().stripLeading(), thoughts.toString().strip());
    }
}
