package dev.matrix.simulator;

import java.util.List;

/** The ways in which small models word an answer although they were asked for another form. */
final class ReplyZoo {

    /** For lettered answers. */
    static final List<ReplyFormat> LETTERS = List.of(
            new ReplyFormat("letter-bold", "**<answer>**"),
            new ReplyFormat("letter-sentence", "The answer is <answer>."),
            new ReplyFormat("letter-hedged", "<answer>, or maybe <other>"),
            new ReplyFormat("letter-parenthesis-lower", "(<lower>)"),
            new ReplyFormat("letter-and-text", "<answer>. <text>"),
            new ReplyFormat("letter-parenthesis", "<answer>)"),
            new ReplyFormat("letter-dot", "<answer>."),
            new ReplyFormat("letter-boxed", "$\\boxed{<answer>}$"),
            new ReplyFormat("letter-json", "{\"answer\": \"<answer>\"}"),
            new ReplyFormat("letter-empty", ""),
            new ReplyFormat("letter-refusal", "I'm sorry, but I can't help with that question."),
            new ReplyFormat("letter-cut", "Looking at the options one by one, the one that fits the question best is"),
            new ReplyFormat(
                    "letter-reasoned",
                    "This is about what \"<text>\" means here. The other options do not fit. Therefore, the answer is <answer>."),
            new ReplyFormat("letter-list", "<list>\n\nThe correct option is **<answer>**."),
            new ReplyFormat("letter-negation", "<answer>, not <other>."),
            new ReplyFormat("letter-wide", "<wide>"),
            new ReplyFormat("letter-lower", "<lower>"),
            new ReplyFormat("letter-emoji", "✅ <answer>"),
            new ReplyFormat("letter-label", "Answer: <answer>"),
            new ReplyFormat("letter-label-bold", "**Answer:** <answer>. <text>"),
            new ReplyFormat("letter-option", "Option <answer>"),
            new ReplyFormat("letter-text-only", "<text>"),
            new ReplyFormat("letter-blank-lines", "\n\n<answer>"),
            new ReplyFormat("letter-code", "`<answer>`"),
            new ReplyFormat("letter-article", "A careful reader would choose <answer> here."),
            new ReplyFormat("letter-final", "Final answer: <answer>"),
            new ReplyFormat("letter-unsure", "I think it's <answer>, but I'm not completely sure."),
            new ReplyFormat("letter-spaced", " <answer>  "),
            new ReplyFormat("letter-excluded", "It is not <other>. The right one is <answer>: <text>"));

    /** For numbers. */
    static final List<ReplyFormat> NUMBERS = List.of(
            new ReplyFormat("number-bold", "**<answer>**"),
            new ReplyFormat("number-sentence", "The answer is <answer>."),
            new ReplyFormat("number-dollar", "$<answer>."),
            new ReplyFormat("number-dot", "<answer>."),
            new ReplyFormat("number-grouped", "The total is <grouped>."),
            new ReplyFormat("number-decimal", "<decimal>"),
            new ReplyFormat("number-boxed", "\\[ \\boxed{<answer>} \\]"),
            new ReplyFormat("number-inline-math", "So we get \\( x = <answer> \\)."),
            new ReplyFormat("number-json", "{\"answer\": <answer>}"),
            new ReplyFormat("number-empty", ""),
            new ReplyFormat("number-refusal", "I'm sorry, but I cannot solve this problem."),
            new ReplyFormat("number-cut", "First we add up the parts of the problem, and then we"),
            new ReplyFormat("number-marker-only", "#### <answer>"),
            new ReplyFormat("number-marker-dollar", "The sum is clear.\n#### $<grouped>"),
            new ReplyFormat("number-marker-bold", "Adding up gives the result.\n**#### <answer>**"),
            new ReplyFormat("number-equals", "In total = <answer>"),
            new ReplyFormat("number-wide", "<wide>"),
            new ReplyFormat("number-emoji", "\uD83D\uDC49 <answer>"),
            new ReplyFormat("number-label", "Answer: <answer>"),
            new ReplyFormat(
                    "number-corrected", "It could be <other>. No, wait, that is wrong. The answer is <answer>."),
            new ReplyFormat("number-negation", "The result is <answer>, not <other>."),
            new ReplyFormat("number-final", "**Final answer:** <answer>"),
            new ReplyFormat("number-sentence-open", "The answer is <answer>"),
            new ReplyFormat("number-two-markers", "Perhaps #### <other>\nNo: #### <answer>"),
            new ReplyFormat("number-bare", "<answer>"));

    /** For short texts. */
    static final List<ReplyFormat> TEXTS = List.of(
            new ReplyFormat("text-bold", "**<answer>**"),
            new ReplyFormat("text-sentence", "The answer is <answer>."),
            new ReplyFormat("text-dot", "<answer>."),
            new ReplyFormat("text-lower", "<lower>"),
            new ReplyFormat("text-json", "{\"answer\": \"<answer>\"}"),
            new ReplyFormat("text-empty", ""),
            new ReplyFormat("text-refusal", "I'm sorry, but I can't answer that."),
            new ReplyFormat("text-label", "Answer: <answer>"));

    private ReplyZoo() {}
}
