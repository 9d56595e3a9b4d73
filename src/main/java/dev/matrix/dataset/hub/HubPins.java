package dev.matrix.dataset.hub;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * All pinned data sets, as {@code pins.json} beside this class lists them.
 *
 * @param note what the file is
 */
public record HubPins(String note, List<PinnedSet> sets) {

    private static final String RESOURCE = "pins.json";

    public HubPins {
        sets = List.copyOf(sets);
    }

    /** The pins of this program. */
    public static HubPins read() {
        try (InputStream in = HubPins.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HubPins read(InputStream in) throws IOException {
        ObjectMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .build();
        return mapper.readValue(in, HubPins.class);
    }

    /** The set in a repository. */
    public PinnedSet inRepository(String repository) {
        return sets.stream()
                .filter(set -> set.repository().equals(repository))
                .findFirst()
                .orElseThrow(() -> MatrixException.usage("The data set " + repository
                        + " is not pinned; 'matrix datasets list' shows those that are. Give its files as 'items'."));
    }

    /** The set of a benchmark. */
    public Optional<PinnedSet> named(String name) {
        return sets.stream().filter(set -> set.name().equals(name)).findFirst();
    }
}
