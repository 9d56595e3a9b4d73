package dev.matrix.domain;

import org.jspecify.annotations.Nullable;

/**
 * An error whose message is one finished sentence for the user: it names the file, line, option or host and the fix. The kind decides the exit code;
 * no stack trace is shown without {@code -v}.
 */
public final class MatrixException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final boolean passing;

    public MatrixException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
        this.passing = false;
    }

    public MatrixException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.passing = false;
    }

    private MatrixException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.kind = Kind.SERVER;
        this.passing = true;
    }

    /** Bad options or files: exit code 2. */
    public static MatrixException usage(String sentence) {
        return new MatrixException(Kind.USAGE, sentence);
    }

    /** The server cannot be reached or used: exit code 3. */
    public static MatrixException server(String sentence) {
        return new MatrixException(Kind.SERVER, sentence);
    }

    /** The server cannot be used at the moment; the same question may succeed a little later. */
    public static MatrixException passing(String sentence, @Nullable Throwable cause) {
        return new MatrixException(sentence, cause);
    }

    /** True when asking again may succeed. */
    public boolean isPassing() {
        return passing;
    }

    public Kind kind() {
        return kind;
    }

    /** Classes of error by their exit code. */
    public enum Kind {
        USAGE(2),
        /** A file of the run cannot be written or read; what was written before is whole. */
        STORAGE(2),
        SERVER(3);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
