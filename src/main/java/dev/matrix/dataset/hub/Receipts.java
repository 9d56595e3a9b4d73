package dev.matrix.dataset.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.dataset.hub.HubException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The receipts on this disk, one small file each. They are kept apart from the hub's cache, which others may empty or share. */
final class Receipts {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path folder;

    Receipts(Path folder) {
        this.folder = folder;
    }

    /** Where the receipt of a file lies. */
    Path path(PinnedSet set, PinnedFile file) {
        return folder.resolve(set.repository().replace("/", "--"))
                .resolve(set.revision().value())
                .resolve(file.path().replace("/", "--") + ".json");
    }

    Optional<Receipt> find(PinnedSet set, PinnedFile file) {
        Path path = path(set, file);
        try {
            return Files.exists(path) ? Optional.of(MAPPER.readValue(path.toFile(), Receipt.class)) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new HubException(
                    Reason.DISK, path + " is damaged. Remove it: the file that it belongs to is then checked anew.", e);
        } catch (IOException e) {
            throw new HubException(Reason.DISK, path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    void keep(PinnedSet set, PinnedFile file, Receipt receipt) throws IOException {
        Path path = path(set, file);
        Path made = path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Files.createDirectories(path.getParent());
        MAPPER.writeValue(made.toFile(), receipt);
        Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
