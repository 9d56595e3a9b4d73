package dev.matrix.ollama;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ollama's answers as they are on the wire. Everything may be absent: Ollama leaves out what is zero, and versions differ. */
final class Wire {

    private Wire() {}

    /** GET /api/version; {@code simulated} is the simulator's addition. */
    record Version(@Nullable String version, @Nullable Boolean simulated) {}

    /** A line of POST /api/chat, or its whole answer when not streamed. Times in nanoseconds, on the last line only. Without the annotation unknown fields are copied first. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Chunk(
            @Nullable ChunkMessage message,
            @Nullable Boolean done,
            @JsonProperty("done_reason") @Nullable String doneReason,
            @Nullable List<TokenEntry> logprobs,
            @JsonProperty("total_duration") @Nullable Long totalDuration,
            @JsonProperty("load_duration") @Nullable Long loadDuration,
            @JsonProperty("prompt_eval_count") @Nullable Integer promptEvalCount,
            @JsonProperty("prompt_eval_duration") @Nullable Long promptEvalDuration,
            @JsonProperty("eval_count") @Nullable Integer evalCount,
            @JsonProperty("eval_duration") @Nullable Long evalDuration,
            @JsonProperty("_debug_info") @Nullable DebugInfo debugInfo,
            @Nullable JsonNode error) {

        boolean isDone() {
            return Boolean.TRUE.equals(done);
        }

        boolean hasError() {
            return error != null && !error.isNull();
        }

        String content() {
            return message == null || message.content() == null ? "" : message.content();
        }

        String thinking() {
            return message == null || message.thinking() == null ? "" : message.thinking();
        }

        List<TokenEntry> tokens() {
            return present(logprobs);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ChunkMessage(@Nullable String content, @Nullable String thinking) {}

    /** A generated token or, without {@code top}, an alternative. */
    record TokenEntry(
            @Nullable String token,
            @Nullable Double logprob,
            @JsonProperty("top_logprobs") @Nullable List<TokenEntry> top) {

        List<TokenEntry> alternatives() {
            return present(top);
        }
    }

    /** Without entries that are null, which Ollama does not send. */
    private static List<TokenEntry> present(@Nullable List<TokenEntry> entries) {
        if (entries == null) {
            return List.of();
        }
        return entries.contains(null)
                ? entries.stream().filter(Objects::nonNull).toList()
                : entries;
    }

    record DebugInfo(
            @JsonProperty("rendered_template") @Nullable String renderedTemplate) {}

    /** GET /api/tags. */
    record Tags(@Nullable List<Tag> models) {}

    record Tag(
            @Nullable String name,
            @Nullable String model,
            @Nullable String digest,
            @JsonProperty("remote_model") @Nullable String remoteModel,
            @JsonProperty("remote_host") @Nullable String remoteHost,
            @Nullable Details details,
            @Nullable List<String> capabilities) {

        /** The full name; older servers fill only one of the two fields. */
        String fullName() {
            String found = name == null || name.isBlank() ? model : name;
            return found == null ? "" : found;
        }

        String digestOrEmpty() {
            return digest == null ? "" : digest;
        }
    }

    record Details(
            @Nullable String family,
            @JsonProperty("parameter_size") @Nullable String parameterSize,
            @JsonProperty("quantization_level") @Nullable String quantizationLevel,
            @JsonProperty("context_length") @Nullable Integer contextLength) {}

    /** POST /api/show; the values of {@code modelInfo} are scalars or arrays, and keys start with the architecture. */
    record Show(
            @Nullable String system,
            @JsonProperty("model_info") @Nullable Map<String, JsonNode> modelInfo,
            @Nullable List<String> capabilities,
            @JsonProperty("remote_model") @Nullable String remoteModel,
            @JsonProperty("remote_host") @Nullable String remoteHost) {}

    /** GET /api/ps. */
    record Running(@Nullable List<RunningModel> models) {}

    record RunningModel(
            @Nullable String name,
            @Nullable String model,
            @Nullable String digest,
            @Nullable Long size,
            @JsonProperty("size_vram") @Nullable Long sizeVram,
            @JsonProperty("context_length") @Nullable Integer contextLength,
            @JsonProperty("expires_at") @Nullable String expiresAt) {

        /** When it leaves memory if nothing asks for it; null where that cannot be read. */
        @Nullable
        Instant expiry() {
            try {
                return expiresAt == null
                        ? null
                        : OffsetDateTime.parse(expiresAt).toInstant();
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }
}
