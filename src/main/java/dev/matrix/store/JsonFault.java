package dev.matrix.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in a clause what is wrong with a file of the program's own, where, and without the words of the parser, which name classes. */
final class JsonFault {

    private final IOException fault;
    private final @Nullable Integer line;

    private JsonFault(IOException fault, @Nullable Integer line) {
        this.fault = fault;
        this.line = line;
    }

    /** Of a file that is one document. */
    static JsonFault inDocument(IOException fault) {
        JsonLocation location = fault instanceof JacksonException json ? json.getLocation() : null;
        return new JsonFault(fault, location == null || location.getLineNr() < 1 ? null : location.getLineNr());
    }

    /** Of a line in a file of lines. */
    static JsonFault inLine(IOException fault, int line) {
        return new JsonFault(fault, line);
    }

    String clause() {
        if (fault instanceof JsonEOFException || fault.getCause() instanceof JsonEOFException) {
            return "it ends too early" + at(" (", ")");
        }
        if (fault instanceof JsonMappingException mapping && !(fault.getCause() instanceof StreamReadException)) {
            String field = field(mapping);
            return field.isEmpty()
                    ? at("", " ") + "does not hold what belongs there"
                    : "the field " + field + at(" (", ")") + " is missing or has a value that does not fit"
                            + reason(mapping);
        }
        if (fault instanceof JacksonException) {
            return at("", " ") + "is not JSON";
        }
        return fault instanceof CharacterCodingException || fault instanceof CharConversionException
                ? at("", " ") + "is not UTF-8 text"
                : AtomicFile.reason(fault);
    }

    private String at(String before, String after) {
        return line == null ? (before.isEmpty() ? "it" + after : "") : before + "line " + line + after;
    }

    private static String field(JsonMappingException mapping) {
        StringBuilder field = new StringBuilder();
        for (JsonMappingException.Reference reference : mapping.getPath()) {
            if (reference.getFieldName() == null) {
                field.append('[').append(reference.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return field.toString();
    }

    /** What a type of this program says of a value that it refuses is meant for people. */
    private static String reason(JsonMappingException mapping) {
        if (mapping instanceof InvalidFormatException odd && odd.getTargetType().isEnum()) {
            return ": '" + odd.getValue() + "' is none of "
                    + Arrays.stream(odd.getTargetType().getEnumConstants())
                            .map(constant -> StoreJson.label((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
        }
        return mapping.getCause() instanceof IllegalArgumentException refusal
                        && !(refusal instanceof NumberFormatException)
                ? ": " + refusal.getMessage()
                : "";
    }
}
