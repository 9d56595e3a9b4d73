package dev.matrix.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * One JSON object a line, UTF-8; blank lines are skipped. Lines are cut at the byte level, so that a broken character is reported with the line that has
 * it.
 */
final class JsonLinesReader implements RecordReader {

    @Override
    public void read(DataFile file, InputStream in, Visitor visitor) throws IOException {
        InputStream buffered = new BufferedInputStream(in, 1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
        long number = 0;
        for (boolean more = true; more; ) {
            line.reset();
            more = nextLine(buffered, line);
            number++;
            byte[] bytes = line.toByteArray();
            if (!isBlank(bytes)) {
                visitor.visit(number, parse(file, number, bytes));
            }
        }
    }

    /** Reads up to the next line feed; false at the end of the file. */
    private static boolean nextLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return true;
            }
            line.write(next);
        }
        return false;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static JsonNode parse(DataFile file, long number, byte[] line) {
        try {
            // A decoder of its own: left to guess, Jackson would take some broken lines for UTF-16.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            JsonNode node = Json.MAPPER.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (CharacterCodingException e) {
            throw file.problem(number, "this is not UTF-8 text; save the file as UTF-8.");
        } catch (JsonProcessingException e) {
            String array = line[0] == '[' ? " (for one JSON array of objects set 'format: json')" : "";
            throw file.problem(
                    number,
                    "this is not a JSON object: " + Json.complaint(e) + "; write one object a line" + array + ".");
        }
        throw file.problem(
                number,
                "this is not a JSON object; write one object a line, or set 'format: json' for an array of them.");
    }
}
