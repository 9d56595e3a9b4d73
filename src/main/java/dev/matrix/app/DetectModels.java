package dev.matrix.app;

import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.SizeRange;
import java.util.List;

/** Lists a server's models with the verdict on each. */
public final class DetectModels {

    private final ServerConnection connection;

    public DetectModels(ServerConnection connection) {
        this.connection = connection;
    }

    /** In the server's order; names that share a digest are one entry. */
    public List<InstalledModel> detect(SizeRange range) {
        return connection.server().installed(range);
    }
}
