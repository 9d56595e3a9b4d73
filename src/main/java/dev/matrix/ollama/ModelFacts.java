package dev.matrix.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells about a model, from its list and, where that was asked, its details.
 *
 * @param name full name with its tag
 * @param cloud true when it runs elsewhere
 * @param parameters the exact count from the details, else the list's rounded text; null when neither tells
 * @param capabilities as told; guessed for servers that do not know the word: {@code embedding} where the model pools, else {@code completion}
 * @param ownSystem the Modelfile's SYSTEM
 * @param contextLength trained context; null when unknown
 */
record ModelFacts(
        String name,
        String digest,
        boolean cloud,
        @Nullable Double parameters,
        String family,
        String quantization,
        Set<String> capabilities,
        String ownSystem,
        @Nullable Integer contextLength) {

    static final String COMPLETION = "completion";
    private static final String EMBEDDING = "embedding";
    private static final Wire.Details NO_DETAILS = new Wire.Details(null, null, null, null);

    ModelFacts {
        capabilities = Set.copyOf(capabilities);
    }

    /** @param show null when the details were not asked for or could not be had */
    static ModelFacts of(Wire.Tag tag, Wire.@Nullable Show show) {
        Wire.Details details = tag.details() == null ? NO_DETAILS : tag.details();
        Map<String, JsonNode> info = show == null || show.modelInfo() == null ? Map.of() : show.modelInfo();
        return new ModelFacts(
                tag.fullName(),
                tag.digestOrEmpty(),
                isCloud(tag) || (show != null && isRemote(show.remoteHost(), show.remoteModel())),
                parameters(details, info),
                orEmpty(details.family()),
                orEmpty(details.quantizationLevel()),
                capabilities(tag, show, info),
                show == null ? "" : orEmpty(show.system()),
                contextLength(details, info));
    }

    static boolean isCloud(Wire.Tag tag) {
        return isRemote(tag.remoteHost(), tag.remoteModel())
                || ModelName.of(tag.fullName()).isCloud();
    }

    private static boolean isRemote(@Nullable String remoteHost, @Nullable String remoteModel) {
        return !orEmpty(remoteHost).isBlank() || !orEmpty(remoteModel).isBlank();
    }

    private static @Nullable Double parameters(Wire.Details details, Map<String, JsonNode> info) {
        JsonNode count = info.get("general.parameter_count");
        if (count != null && count.isNumber() && count.asDouble() > 0) {
            return count.asDouble();
        }
        OptionalDouble reported = NominalSize.reported(orEmpty(details.parameterSize()));
        return reported.isPresent() ? reported.getAsDouble() : null;
    }

    private static Set<String> capabilities(Wire.Tag tag, Wire.@Nullable Show show, Map<String, JsonNode> info) {
        List<String> told = show != null && show.capabilities() != null ? show.capabilities() : tag.capabilities();
        if (told != null && !told.isEmpty()) {
            return told.stream().filter(Objects::nonNull).collect(Collectors.toSet());
        }
        boolean pools = info.keySet().stream().anyMatch(key -> key.endsWith(".pooling_type"));
        return Set.of(pools ? EMBEDDING : COMPLETION);
    }

    private static @Nullable Integer contextLength(Wire.Details details, Map<String, JsonNode> info) {
        if (details.contextLength() != null && details.contextLength() > 0) {
            return details.contextLength();
        }
        return info.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".context_length"))
                .map(Map.Entry::getValue)
                .filter(value -> value.canConvertToInt() && value.asInt() > 0)
                .map(JsonNode::asInt)
                .findFirst()
                .orElse(null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
