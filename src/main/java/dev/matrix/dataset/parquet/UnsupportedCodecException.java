package dev.matrix.dataset.parquet;

import java.io.IOException;

/** A file is compressed in a way that this program cannot undo. */
final class UnsupportedCodecException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsupportedCodecException(String codec) {
        super("it is compressed with " + codec + "; write it with snappy, zstd, gzip, lz4_raw or without compression");
    }
}
