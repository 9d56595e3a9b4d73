package dev.matrix.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Python's {@code re} over text. Differences that matter are levelled: only a line feed ends a line for {@code .} and {@code $},
 * classes are Unicode's, {@code \s} holds the four separators U+001C to U+001F, {@code \Z} is the very end, and what only Java knows is refused. Immutable and
 * thread-safe.
 */
public final class PythonRegex {

    private static final String SEPARATORS = "\\x1c-\\x1f";
    /** What begins so matches at the start or nowhere; saying it spares a search from every other place. */
    private static final String ANYTHING = "(?s).*";

    /** The letters that Python's {@code re} knows behind a backslash and that mean the same to Java. */
    private static final String LETTERS = "AbBdDsSwWafnrtxu";

    private final Pattern pattern;

    /**
     * The expression.
     *
     * @throws PatternSyntaxException when Python has no such expression, or it holds what is not known here, such as a named group
     */
    public PythonRegex(String python) {
        this.pattern = Pattern.compile(translated(python), Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS);
    }

    private static String translated(String python) {
        StringBuilder java = new StringBuilder(python.startsWith(ANYTHING) ? "\\A" : "");
        int at = 0;
        while (at < python.length()) {
            char c = python.charAt(at);
            if (c == '\\' && at + 1 < python.length()) {
                java.append(escape(python, at + 1, false));
                at += 2;
            } else if (c == '[') {
                at = copyClass(python, at, java);
            } else {
                java.append(c);
                at++;
            }
        }
        return java.toString();
    }

    /** A class of characters up to its end; what is special only to Java inside of one is escaped. Returns the place behind it. */
    private static int copyClass(String python, int start, StringBuilder java) {
        int first = python.startsWith("[^", start) ? start + 2 : start + 1;
        java.append(python, start, first);
        int at = first;
        while (at < python.length()) {
            char c = python.charAt(at);
            if (c == ']' && at > first) {
                java.append(c);
                return at + 1;
            }
            if (c == '\\' && at + 1 < python.length()) {
                java.append(escape(python, at + 1, true));
                at += 2;
            } else {
                // A bracket that closes nothing, one that would open a class inside the class, and "&&".
                java.append(c == '[' || c == ']' || c == '&' || (c == '^' && at == first) ? "\\" : "")
                        .append(c);
                at++;
            }
        }
        return at;
    }

    private static String escape(String python, int at, boolean inClass) {
        char c = python.charAt(at);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == 's') {
            return inClass ? "\\s" + SEPARATORS : "[\\s" + SEPARATORS + "]";
        }
        if (c == 'v') {
            return "\\x0b";
        }
        if (c == 'b' && inClass) {
            return "\\x08";
        }
        if (c == 'Z' && !inClass) {
            return "\\z";
        }
        if (letter && (LETTERS.indexOf(c) < 0 || (inClass && "AB".indexOf(c) >= 0))) {
            throw new PatternSyntaxException("the escape '\\" + c + "' is not Python's, or not known", python, at - 1);
        }
        return "\\" + c;
    }

    /** {@code re.findall}: of each match the whole text, or the only group, or all groups; a group that took no part is empty. */
    public List<List<String>> findAll(String text) {
        List<List<String>> matches = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            List<String> groups = new ArrayList<>();
            for (int group = Math.min(1, matcher.groupCount()); group <= matcher.groupCount(); group++) {
                String found = matcher.group(group);
                groups.add(found == null ? "" : found);
            }
            matches.add(groups);
        }
        return matches;
    }

    /** {@code re.sub(pattern, "", text)}. */
    public String remove(String text) {
        return pattern.matcher(text).replaceAll("");
    }
}
