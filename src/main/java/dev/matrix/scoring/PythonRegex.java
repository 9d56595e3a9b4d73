package dev.matrix.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression of Python's {@code re} over text. Differences that matter are levelled: only a line feed ends a line for {@code .} and {@code $},
 * classes are Unicode's, and {@code \s} holds the four separators U+001C to U+001F. Immutable and thread-safe.
 */
final class PythonRegex {

    private static final String SEPARATORS = "\\x1c-\\x1f";
    /** What begins so matches at the start or nowhere; saying it spares a search from every other place. */
    private static final String ANYTHING = "(?s).*";

    private final Pattern pattern;

    PythonRegex(String python) {
        this.pattern = Pattern.compile(translated(python), Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS);
    }

    private static String translated(String python) {
        StringBuilder java = new StringBuilder(python.startsWith(ANYTHING) ? "\\A" : "");
        boolean inClass = false;
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            if (c == '\\' && i + 1 < python.length()) {
                char escaped = python.charAt(++i);
                boolean space = escaped == 's';
                java.append(space && !inClass ? "[\\s" + SEPARATORS + "]" : "\\" + escaped);
                java.append(space && inClass ? SEPARATORS : "");
            } else if (c == '[' && inClass) {
                // Java would open a class inside the class.
                java.append("\\[");
            } else {
                inClass = c == '[' || (inClass && c != ']');
                java.append(c);
            }
        }
        return java.toString();
    }

    /** {@code re.findall}: of each match the whole text, or the only group, or all groups; a group that took no part is empty. */
    List<List<String>> findAll(String text) {
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
    String remove(String text) {
        return pattern.matcher(text).replaceAll("");
    }
}
