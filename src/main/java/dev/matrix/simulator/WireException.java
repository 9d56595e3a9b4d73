package dev.matrix.simulator;

/** A request that is answered with an error: a status code and the text of the body's {@code error}. */
final class WireException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    WireException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static WireException badRequest(String message) {
        return new WireException(400, message);
    }

    static WireException notFound(String model) {
        return new WireException(404, "model '" + model + "' not found");
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
