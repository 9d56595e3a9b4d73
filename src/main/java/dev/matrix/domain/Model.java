package dev.matrix.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A local model as the server reports it.
 *
 * @param name the full name with its tag, e.g. {@code qwen2.5:0.5b}
 * @param digest the manifest digest, bare hex; a re-pull under the same name changes it
 * @param nominalSize what people call its size, in parameters (0.5e9 for {@code 0.5b}); null when neither name nor server tells
 * @param parameterCount the measured count of parameters; null when the server does not tell
 * @param family architecture family, e.g. {@code qwen2}; empty when unknown
 * @param quantization e.g. {@code Q4_K_M}; empty when unknown
 * @param capabilities e.g. {@code completion}, {@code thinking}
 * @param ownSystem the SYSTEM text baked into the model's Modelfile; empty when there is none
 * @param contextLength the trained context length in tokens; null when unknown
 */
public record Model(
        String name,
        String digest,
        @Nullable Double nominalSize,
        @Nullable Long parameterCount,
        String family,
        String quantization,
        Set<String> capabilities,
        String ownSystem,
        @Nullable Integer contextLength) {

    public Model {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model needs a name");
        }
        capabilities = Set.copyOf(capabilities);
    }

    /** Parameters for scaling estimates: the measured count, else the nominal size, else one billion. */
    public double sizeOrGuess() {
        if (parameterCount != null) {
            return parameterCount;
        }
        return nominalSize != null ? nominalSize : 1e9;
    }
}
