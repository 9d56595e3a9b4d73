package dev.matrix.app;

import dev.matrix.execution.BlockEnd;
import java.util.Set;

/** placeholder until statistics are there. */
final class DecidedRule {
    Set<String> decided(BlockEnd end) {
        return Set.of();
    }
}
