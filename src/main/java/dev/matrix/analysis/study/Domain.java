package dev.matrix.analysis.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the multi-model plan makes profiles for: code, chat and following instructions. */
public enum Domain {
    /** Made for programming, and Microsoft's phi, which the plan counts among them. */
    CODE(List.of("codellama", "codegemma", "codestral", "codeqwen", "starcoder", "granite-code", "phi"), "coder"),
    /** Meta's llama and Google's gemma. */
    CHAT(List.of("llama", "gemma"), "chat"),
    /** The plan names llama3.1:8b. */
    INSTRUCTION(List.of("llama3.1"), "instruct");

    /** Begins the names of the domain profiles among the personalities. */
    public static final String PREFIX = "domain_";

    private final List<String> beginnings;
    private final String word;

    Domain(List<String> beginnings, String word) {
        this.beginnings = beginnings;
        this.word = word;
    }

    /** The lower-case word of study files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The personality that is this domain's profile. */
    public String profile() {
        return PREFIX + label();
    }

    /** The domain of that label. */
    public static Optional<Domain> labelled(String label) {
        return List.of(values()).stream()
                .filter(each -> each.label().equals(label))
                .findFirst();
    }

    /** What a model is for by its name: the longest known beginning of the name's last segment decides, else a word in it or in the tag. */
    public static Optional<Domain> of(String model) {
        String base = ModelFamily.base(model);
        Domain found = null;
        int longest = 0;
        for (Domain domain : values()) {
            for (String beginning : domain.beginnings) {
                if (base.startsWith(beginning) && beginning.length() > longest) {
                    found = domain;
                    longest = beginning.length();
                }
            }
        }
        if (base.contains(CODE.word)) {
            return Optional.of(CODE);
        }
        return Optional.ofNullable(found);
    }
}
