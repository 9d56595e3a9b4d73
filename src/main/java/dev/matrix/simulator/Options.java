package dev.matrix.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The {@code options} of a request, checked for their types. Immutable. */
final class Options {

    private static final int SMALLEST_CONTEXT = 4;

    private static final Set<String> INTEGERS = Set.of(
            "num_ctx",
            "num_batch",
            "num_gpu",
            "main_gpu",
            "num_thread",
            "draft_num_predict",
            "num_predict",
            "num_keep",
            "seed",
            "top_k",
            "repeat_last_n");
    private static final Set<String> DECIMALS = Set.of(
            "temperature", "top_p", "min_p", "typical_p", "repeat_penalty", "presence_penalty", "frequency_penalty");
    private static final Set<String> FLAGS = Set.of("use_mmap");
    private static final List<String> LOAD_TIME =
            List.of("num_batch", "main_gpu", "use_mmap", "num_thread", "draft_num_predict");

    private final Map<String, JsonNode> values;

    private Options(Map<String, JsonNode> values) {
        this.values = values;
    }

    static Options of(Fields fields, boolean strict) throws WireException {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> option : fields.node().properties()) {
            String type = type(option.getKey());
            if (type == null && strict) {
                throw WireException.badRequest(
                        "strict: '" + option.getKey() + "' is no option and would be ignored silently");
            }
            if (type != null && !option.getValue().isNull()) {
                check(option.getKey(), option.getValue(), type);
                values.put(option.getKey(), option.getValue());
            }
        }
        return new Options(values);
    }

    private static @Nullable String type(String name) {
        if (INTEGERS.contains(name)) {
            return "integer";
        }
        if (DECIMALS.contains(name)) {
            return "float32";
        }
        return FLAGS.contains(name) ? "boolean" : name.equals("stop") ? "string array" : null;
    }

    private static void check(String name, JsonNode value, String type) throws WireException {
        boolean right = switch (type) {
            case "boolean" -> value.isBoolean();
            case "string array" -> value.isArray();
            default -> value.isNumber();
        };
        if (!right) {
            // A real server answers a wrong type of an option with 500, not 400.
            throw new WireException(
                    500, "option \"" + name + "\" must be of type " + (type.endsWith("array") ? "array" : type));
        }
    }

    double temperature() {
        return decimal("temperature", 0.8);
    }

    /** -1 when absent: random on a real server, a fixed one here. */
    long seed() {
        JsonNode value = values.get("seed");
        return value == null ? -1 : value.longValue();
    }

    /** The token limit; negative and absent are 10 contexts. */
    int numPredict(int contextTokens) {
        int limit = integer("num_predict", -1);
        return limit < 0 ? 10 * contextTokens : Math.min(limit, 10 * contextTokens);
    }

    List<String> stop() {
        List<String> stops = new ArrayList<>();
        JsonNode value = values.get("stop");
        if (value != null) {
            value.forEach(text -> stops.add(text.asText()));
        }
        return stops;
    }

    int numKeep() {
        return integer("num_keep", 4);
    }

    /**
     * The load-time options for a model.
     *
     * @param automaticContext the context where the request names none
     */
    RunnerOptions runner(SimulatedModel model, boolean shift, int automaticContext) {
        int context = Math.max(SMALLEST_CONTEXT, integer("num_ctx", automaticContext));
        JsonNode gpu = values.get("num_gpu");
        String others = LOAD_TIME.stream()
                .filter(values::containsKey)
                .map(name -> name + " " + values.get(name))
                .collect(Collectors.joining(", "));
        return new RunnerOptions(
                Math.min(context, model.contextLength()), shift, gpu == null ? null : gpu.intValue(), others);
    }

    private int integer(String name, int absent) {
        JsonNode value = values.get(name);
        return value == null ? absent : value.intValue();
    }

    private double decimal(String name, double absent) {
        JsonNode value = values.get(name);
        return value == null ? absent : value.doubleValue();
    }
}
