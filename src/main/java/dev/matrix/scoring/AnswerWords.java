package dev.matrix.scoring;

import java.util.Set;

/** The words by which a reply says which option it means. All in lower case. */
final class AnswerWords {

    /** What is stated: {@code the answer is B}. The Han characters end and mean "answer". */
    static final Set<String> SUBJECTS = Set.of(
            "answer",
            "answer's",
            "ans",
            "solution",
            "choice",
            "option",
            "response",
            "letter",
            "pick",
            "guess",
            "conclusion",
            "result",
            "correct",
            "right",
            "案");

    /** Words that make a subject a list of possibilities: {@code the answer choices are: A}. */
    static final Set<String> LISTS = Set.of("choices", "options", "answers", "letters", "possibilities", "candidates");

    /** What stands between subject and letter. */
    static final Set<String> LINKS = Set.of(
            "is", "was", "be", "being", "remains", "becomes", "equals", "it's", "that's", "answer's", "是", "为", "為");

    /** May stand between link and letter. */
    static final Set<String> FILLERS = Set.of(
            "the",
            "a",
            "an",
            "option",
            "choice",
            "letter",
            "answer",
            "number",
            "definitely",
            "clearly",
            "most",
            "likely",
            "probably",
            "indeed",
            "actually",
            "still",
            "simply",
            "just",
            "only",
            "in",
            "fact",
            "either",
            "both",
            "correct",
            "best",
            "labeled",
            "labelled",
            "marked",
            "statement",
            "item",
            "boxed");

    /** Naming an option says that a letter is meant, not that it is the answer. */
    static final Set<String> NAMING = Set.of("option", "choice", "letter", "statement", "item");

    static final Set<String> CHOOSING = Set.of(
            "choose", "chose", "choosing", "pick", "picked", "picking", "select", "selected", "selecting", "选", "選");

    /** {@code go with B}, {@code opt for B}. */
    static final Set<String> CHOOSING_WITH = Set.of("go", "going", "went", "stick", "opt", "opting", "vote");

    static final Set<String> OPINIONS = Set.of("think", "believe", "guess", "say", "suspect");

    static final Set<String> CONCLUSIONS =
            Set.of("therefore", "thus", "hence", "so", "finally", "conclusion", "ultimately");

    static final Set<String> PRONOUNS = Set.of("it", "that", "this", "which", "one", "it's", "that's");

    private static final Set<String> NEGATIONS = Set.of(
            "not",
            "cannot",
            "never",
            "neither",
            "nor",
            "than",
            "unlike",
            "except",
            "without",
            "exclude",
            "excluding",
            "excluded",
            "eliminate",
            "eliminating",
            "eliminated",
            "reject",
            "rejecting",
            "discard",
            "dismiss",
            "isnt",
            "cant",
            "wasnt",
            "非",
            "不");

    /** May stand between a negation and the link that it turns: {@code cannot possibly be B}. */
    static final Set<String> AUXILIARIES = Set.of(
            "possibly",
            "likely",
            "really",
            "definitely",
            "must",
            "should",
            "would",
            "could",
            "might",
            "may",
            "will",
            "can",
            "be",
            "have",
            "to",
            "also",
            "actually");

    /** What a verdict begins with: {@code B is correct}. */
    static final Set<String> VERDICT_VERBS =
            Set.of("is", "was", "are", "were", "seems", "appears", "looks", "would", "must", "should", "can", "could");

    static final Set<String> VERDICT_FILLERS = Set.of(
            "the",
            "most",
            "best",
            "more",
            "likely",
            "clearly",
            "definitely",
            "indeed",
            "therefore",
            "thus",
            "to",
            "be",
            "my",
            "also",
            "probably",
            "actually",
            "only",
            "final",
            "been",
            "single",
            "accurate",
            "appropriate",
            "both",
            "all",
            "safely");

    static final Set<String> RIGHT = Set.of("correct", "right", "answer", "solution");

    /** Right only after a word of praise: {@code the best option}, but not {@code the option about cats}. */
    static final Set<String> RIGHT_IF_PRAISED = Set.of("option", "choice", "one", "match", "fit");

    static final Set<String> PRAISE = Set.of("best", "most", "correct", "right", "accurate", "appropriate");

    static final Set<String> WRONG = Set.of(
            "incorrect",
            "wrong",
            "false",
            "inaccurate",
            "unlikely",
            "impossible",
            "irrelevant",
            "eliminated",
            "invalid",
            "excluded",
            "out",
            "untrue");

    /** Before a subject they turn it: {@code the wrong answer is B}. */
    static final Set<String> WRONG_SUBJECT = Set.of("wrong", "incorrect", "false", "worst", "least");

    /** Between two letters they leave the answer open: {@code B, or maybe C}. */
    static final Set<String> ALTERNATIVES =
            Set.of("or", "and", "either", "maybe", "perhaps", "possibly", "alternatively");

    static final Set<String> CONDITIONS = Set.of("if", "whether", "unless");

    /** May follow a letter, and never an article or the pronoun I standing for a letter. */
    static final Set<String> CONNECTORS = Set.of(
            "because",
            "since",
            "as",
            "and",
            "or",
            "not",
            "nor",
            "for",
            "with",
            "which",
            "due",
            "although",
            "but",
            "is",
            "isn't",
            "was",
            "would",
            "could",
            "cannot",
            "can't",
            "therefore",
            "so",
            "if",
            "rather",
            "while",
            "unless",
            "here",
            "has",
            "says",
            "states",
            "seems",
            "appears",
            "must",
            "should",
            "are",
            "over",
            "instead",
            "than",
            "however",
            "then",
            "hence",
            "in",
            "can");

    /** After a letter at the start of a line they show that the letter is the answer. */
    static final Set<String> REASONS = Set.of("because", "since", "as", "due");

    private AnswerWords() {}

    static boolean negates(Token token) {
        return token.isWord()
                && (NEGATIONS.contains(token.lower()) || token.lower().endsWith("n't"));
    }
}
