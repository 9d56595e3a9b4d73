package dev.matrix.ollama;

import java.util.Locale;

/**
 * The parts of a model's name that say something: {@code hf.co/org/Llama-3.2-3B-Instruct-GGUF:Q4_K_M} has the base {@code Llama-3.2-3B-Instruct-GGUF} and
 * the tag {@code Q4_K_M}. A name without a tag has the tag {@code latest}.
 */
record ModelName(String base, String tag) {

    static ModelName of(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        int colon = last.lastIndexOf(':');
        return colon < 0
                ? new ModelName(last, "latest")
                : new ModelName(last.substring(0, colon), last.substring(colon + 1));
    }

    /** True when requests under this name go to Ollama's cloud. */
    boolean isCloud() {
        String lower = tag.toLowerCase(Locale.ROOT);
        return lower.equals("cloud") || lower.endsWith("-cloud");
    }

    /** Whether two full names mean the same model: case and the default tag do not matter. */
    static boolean same(String a, String b) {
        return withTag(a).equalsIgnoreCase(withTag(b));
    }

    private static String withTag(String name) {
        return name.indexOf(':', name.lastIndexOf('/') + 1) < 0 ? name + ":latest" : name;
    }
}
