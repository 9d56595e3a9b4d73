package dev.matrix.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of an item are found in a record of a data file. A path is a dotted JSON path ({@code choices.text}), a CSV column name or position, or
 * {@code $file} for what {@code *} matched in the file's path.
 *
 * @param id path of the id; null: the file's name and the position in it make the id; {@link #STRATUM_ID}: the stratum and the position in it
 * @param question path of the question
 * @param options paths of the options: one path to a list (or, with {@link AnswerStyle#TARGETS}, to an object of text to 0 or 1), or one path an option
 * @param labels path of the options' own labels (e.g. ARC's {@code choices.label}); null: A, B, C ...
 * @param answer path of the answer
 * @param style how the answer is written
 * @param answerAfter only what follows the last occurrence of this text is the answer, e.g. {@code ####}; null: all of it
 * @param stratum path of the group for sampling; null: none
 * @param extra further template variables: name to path
 * @param cleanups text clean-ups by name, applied in order: {@code gsm8k_calculator}, {@code hellaswag}
 */
public record FieldMapping(
        @Nullable String id,
        String question,
        List<String> options,
        @Nullable String labels,
        String answer,
        AnswerStyle style,
        @Nullable String answerAfter,
        @Nullable String stratum,
        Map<String, String> extra,
        List<String> cleanups) {

    /** In the place of an id's path: the stratum and the position in it make the id, e.g. {@code anatomy/17}. */
    public static final String STRATUM_ID = "$stratum";

    public FieldMapping {
        options = List.copyOf(options);
        extra = Map.copyOf(extra);
        cleanups = List.copyOf(cleanups);
    }

    /** How a record writes its right answer. */
    public enum AnswerStyle {
        /** A letter, or one of the labels. */
        LETTER,
        /** A 0-based position, as number or text. */
        INDEX,
        /** A list of 0 and 1, one an option. */
        LABELS,
        /** The options are an object of text to 0 or 1. */
        TARGETS,
        /** A number; thousands separators and a currency sign are allowed. */
        NUMBER,
        /** The right option's text, or the accepted text where there are no options. */
        TEXT
    }
}
