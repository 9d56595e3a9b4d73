package dev.matrix;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The command line of a run in a test: a small one to start from, of which a test changes what it is about. Immutable. */
public final class RunArguments {

    private final Map<String, String> options;

    private RunArguments(Map<String, String> options) {
        this.options = options;
    }

    /** The run r of qwen2.5:0.5b under baseline over four items of gsm8k. */
    public static RunArguments small() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--run-id", "r");
        options.put("--models", "qwen2.5:0.5b");
        options.put("--personalities", "baseline");
        options.put("--benchmarks", "gsm8k");
        options.put("--limit", "4");
        return new RunArguments(options);
    }

    /** With another value of an option, or with one more option. */
    public RunArguments with(String option, Object value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(option, value.toString());
        return new RunArguments(more);
    }

    /** Without an option. */
    public RunArguments without(String option) {
        Map<String, String> less = new LinkedHashMap<>(options);
        less.remove(option);
        return new RunArguments(less);
    }

    /** The words of the command, these at its end. */
    public String[] words(String... last) {
        Stream<String> all =
                options.entrySet().stream().flatMap(option -> Stream.of(option.getKey(), option.getValue()));
        return Stream.of(Stream.of("run"), all, Stream.of(last))
                .flatMap(words -> words)
                .toArray(String[]::new);
    }
}
