package dev.matrix.scoring;

import dev.matrix.domain.Item;
import dev.matrix.domain.LmEvalFilter;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.LmEvalTask.ExactMatch;
import dev.matrix.domain.LmEvalTask.FilterChain;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.PythonRegex;
import dev.matrix.domain.PythonText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Reads a reply as lm-eval's own tasks do: filter chains, then exact match, with all their quirks; they are part of the score. Thread-safe: what it keeps are
 * compiled patterns.
 */
public final class LmEvalReading {

    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final Map<String, PythonRegex> patterns = new ConcurrentHashMap<>();

    /**
     * What one chain makes of a reply.
     *
     * @param chain its name
     * @param filtered the text that is compared with the right answer: lm-eval's {@code filtered_resps}
     * @param answered false when nothing was found, or for letters no letter
     * @param right lm-eval's {@code exact_match} is 1
     */
    public record Filtered(String chain, String filtered, boolean answered, boolean right) {}

    /** The text of a chain so far; not found once a fallback stands for it. */
    private record Text(String text, boolean found) {}

    /** What each chain of the task makes of a reply, in order. */
    public List<Filtered> read(LmEvalTask task, Item item, Protocol protocol, String reply) {
        ExactMatch rules = task.exactMatch();
        String target = comparable(rules, task.target(item));
        return task.filtersFor(protocol).stream()
                .map(chain -> {
                    Text read = filter(chain, reply);
                    String compared = comparable(rules, read.text());
                    boolean answered = read.found() && isAnswer(rules, item, compared);
                    return new Filtered(chain.name(), read.text(), answered, compared.equals(target));
                })
                .toList();
    }

    private boolean isAnswer(ExactMatch rules, Item item, String compared) {
        return item.options().isEmpty()
                ? !compared.isBlank()
                : IntStream.range(0, item.options().size())
                        .anyMatch(place -> comparable(rules, Item.letter(place)).equals(compared));
    }

    private Text filter(FilterChain chain, String reply) {
        Text text = new Text(reply, true);
        for (LmEvalFilter step : chain.steps()) {
            text = filter(step, text);
        }
        return text;
    }

    private Text filter(LmEvalFilter step, Text input) {
        if (step instanceof LmEvalFilter.Regex regex) {
            return extract(regex, input);
        }
        if (step instanceof LmEvalFilter.RemoveWhitespace) {
            return new Text(PythonText.strip(input.text()), input.found());
        }
        return input;
    }

    private Text extract(LmEvalFilter.Regex regex, Text input) {
        List<List<String>> matches = pattern(regex.pattern()).findAll(input.text());
        int place = regex.groupSelect() < 0 ? matches.size() + regex.groupSelect() : regex.groupSelect();
        if (place < 0 || place >= matches.size()) {
            return new Text(regex.fallback(), false);
        }
        List<String> groups = matches.get(place);
        // Of several groups the first that is not empty; one group, or none, may be empty itself.
        Optional<String> text = groups.size() == 1
                ? Optional.of(groups.get(0))
                : groups.stream().filter(group -> !group.isEmpty()).findFirst();
        return new Text(PythonText.strip(text.orElse(regex.fallback())), text.isPresent() && input.found());
    }

    private String comparable(ExactMatch rules, String text) {
        String left = text;
        for (String ignored : rules.regexesToIgnore()) {
            left = pattern(ignored).remove(left);
        }
        left = rules.ignoreCase() ? left.toLowerCase(Locale.ROOT) : left;
        left = rules.ignorePunctuation() ? withoutPunctuation(left) : left;
        return withoutTrailingNul(left);
    }

    private static String withoutPunctuation(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> PUNCTUATION.indexOf(c) < 0).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    /** numpy's arrays of text, in which lm-eval compares, drop them. */
    private static String withoutTrailingNul(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return text.substring(0, end);
    }

    private PythonRegex pattern(String python) {
        return patterns.computeIfAbsent(python, PythonRegex::new);
    }
}
