package dev.matrix.analysis.study;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Who makes a model. The architecture that a server reports does not tell: mistral and tinyllama run as {@code llama}. The beginning of the name does, else
 * the architecture stands for itself.
 */
public final class ModelFamily {

    private static final Map<String, String> BEGINNINGS = beginnings();

    private ModelFamily() {}

    private static Map<String, String> beginnings() {
        Map<String, String> makers = new LinkedHashMap<>();
        makers.put("llama", "Meta");
        makers.put("codellama", "Meta");
        makers.put("gemma", "Google");
        makers.put("codegemma", "Google");
        makers.put("qwen", "Alibaba");
        makers.put("codeqwen", "Alibaba");
        makers.put("qwq", "Alibaba");
        makers.put("phi", "Microsoft");
        makers.put("mistral", "Mistral");
        makers.put("mixtral", "Mistral");
        makers.put("ministral", "Mistral");
        makers.put("codestral", "Mistral");
        makers.put("tinyllama", "TinyLlama");
        makers.put("smollm", "Hugging Face");
        makers.put("granite", "IBM");
        makers.put("deepseek", "DeepSeek");
        makers.put("stablelm", "Stability AI");
        makers.put("falcon", "TII");
        return makers;
    }

    /**
     * The maker of a model.
     *
     * @param model its name, e.g. {@code qwen2.5:0.5b} or {@code someone/gemma3:1b}
     * @param architecture as the server reports it; may be empty
     */
    public static String of(String model, String architecture) {
        String base = base(model);
        return BEGINNINGS.entrySet().stream()
                .filter(entry -> base.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(architecture.isBlank() ? "unknown" : architecture);
    }

    /** The last segment of a name without its tag, in lower case. */
    static String base(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        String segment = name.substring(name.lastIndexOf('/') + 1);
        int tag = segment.indexOf(':');
        return tag < 0 ? segment : segment.substring(0, tag);
    }
}
