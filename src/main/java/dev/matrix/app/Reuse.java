package dev.matrix.app;

/**
 * What a resume does with the trials of its plan.
 *
 * @param reused valid trials in the journal
 * @param failed trials that failed and are asked again
 * @param stale trials whose prompt, model or protocol changed and that are asked again
 * @param fresh trials never asked
 */
public record Reuse(int reused, int failed, int stale, int fresh) {

    /** Trials of the plan. */
    public int planned() {
        return reused + failed + stale + fresh;
    }

    /** Adds up standings. Not thread-safe. */
    static final class Counter {
        private int reused;
        private int failed;
        private int stale;
        private int fresh;

        void add(JournalState.Standing standing) {
            switch (standing) {
                case REUSED -> reused++;
                case FAILED -> failed++;
                case STALE -> stale++;
                case NEW -> fresh++;
            }
        }

        Reuse total() {
            return new Reuse(reused, failed, stale, fresh);
        }
    }
}
