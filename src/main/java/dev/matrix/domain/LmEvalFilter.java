package dev.matrix.domain;

/** One step by which lm-eval turns a reply into what is compared with the right answer. */
public sealed interface LmEvalFilter {

    /**
     * Python's {@code re.findall}: one of the matches, or of a match with several groups the first that is not empty, without white space around it.
     *
     * @param pattern as lm-eval's task has it
     * @param groupSelect which match: 0 is the first, -1 the last
     * @param fallback what stands for no match
     */
    record Regex(String pattern, int groupSelect, String fallback) implements LmEvalFilter {}

    /** Removes white space at both ends of the reply, as Python's {@code str.strip()} does. */
    record RemoveWhitespace() implements LmEvalFilter {}

    /** Keeps the first of several replies; there is one. */
    record TakeFirst() implements LmEvalFilter {}
}
