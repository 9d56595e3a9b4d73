package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small text files whole; every problem is one sentence that begins with {@code who} asked for the file. */
final class TextFile {

    private TextFile() {}

    static String read(String who, Path file) {
        try {
            return utf8(who, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw problem(who, "there is no file " + file + "; correct the path", e);
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
            throw problem(who, "cannot read " + file + " (" + why + "); name a text file that can be read", e);
        }
    }

    static String utf8(String who, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem(who, "the file is not UTF-8 text; save it as UTF-8", e);
        }
    }

    private static MatrixException problem(String who, String clause, Exception cause) {
        return new MatrixException(MatrixException.Kind.USAGE, who + ": " + clause, cause);
    }
}
