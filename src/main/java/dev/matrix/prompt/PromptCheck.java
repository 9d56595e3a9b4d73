package dev.matrix.prompt;

import dev.matrix.domain.Personality;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds conditions of one run that cannot differ. Thread-safe. */
public final class PromptCheck {

    /** One warning for each group of personalities that send the same messages: same system prompt and same wrapper. */
    public List<String> sameMessages(List<Personality> personalities) {
        Map<List<Object>, List<Personality>> groups = personalities.stream()
                .collect(Collectors.groupingBy(
                        personality -> Arrays.asList(personality.system(), personality.wrapper()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .map(PromptCheck::sentence)
                .toList();
    }

    private static String sentence(List<Personality> group) {
        String names = group.stream()
                .map(personality -> "'" + personality.name() + "'")
                .collect(Collectors.joining(", ", "", ""));
        int last = names.lastIndexOf(", ");
        return "The personalities " + names.substring(0, last) + " and " + names.substring(last + 2)
                + " send the same messages, so a difference between them is noise; change one or leave one out.";
    }
}
