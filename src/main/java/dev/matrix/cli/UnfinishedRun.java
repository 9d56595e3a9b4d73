package dev.matrix.cli;

/** A failure of a run that can be resumed all the same. */
final class UnfinishedRun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Throwable failure;
    private final String wayOn;

    /** @param wayOn one sentence with the command to resume with */
    UnfinishedRun(Throwable failure, String wayOn) {
        super(failure);
        this.failure = failure;
        this.wayOn = wayOn;
    }

    Throwable failure() {
        return failure;
    }

    String wayOn() {
        return wayOn;
    }
}
