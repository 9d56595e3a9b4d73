package dev.matrix.simulator;

import dev.matrix.domain.MatrixException;

/**
 * How much slower a reply becomes when others are generated with it, by the universal scalability law (N. J. Gunther, Guerrilla Capacity Planning, 2007, chapter 4):
 * of n requests together each takes 1 + contention (n - 1) + coherency n (n - 1) times as long as alone. With 0 and 0 slots do not slow each other down, with
 * a contention of 1 they gain nothing; any coherency makes the throughput fall beyond some n.
 *
 * @param contention from 0 to 1
 * @param coherency from 0 to 1
 */
public record BatchSpeed(double contention, double coherency) {

    public BatchSpeed {
        require(contention);
        require(coherency);
    }

    /** Requests in one batch do not slow each other down. */
    public static BatchSpeed free() {
        return new BatchSpeed(0, 0);
    }

    /**
     * Reads {@code CONTENTION} or {@code CONTENTION,COHERENCY}; empty text is no cost.
     *
     * @throws MatrixException of kind USAGE
     */
    public static BatchSpeed parse(String text) {
        if (text.isBlank()) {
            return free();
        }
        String[] parts = text.split(",", -1);
        try {
            double contention = Double.parseDouble(parts[0].strip());
            return switch (parts.length) {
                case 1 -> new BatchSpeed(contention, 0);
                case 2 -> new BatchSpeed(contention, Double.parseDouble(parts[1].strip()));
                default -> throw new NumberFormatException("more than two");
            };
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    /** How many times as long a reply takes as alone; at least 1. */
    double slowness(int together) {
        return 1 + contention * (together - 1) + coherency * together * (together - 1);
    }

    private static void require(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw refused();
        }
    }

    private static MatrixException refused() {
        return MatrixException.usage("--batch-cost must be one or two numbers from 0 to 1 separated by a comma, such as"
                + " 0.2 or 0.1,0.02.");
    }
}
