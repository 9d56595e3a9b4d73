package dev.matrix.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Long-winded text around an answer, made from the words of the question so that it does not repeat itself. Stateless. */
final class Reasoning {

    private static final List<String> SENTENCES = List.of(
            "First I look at what is said about <a> and put it beside <b>.",
            "The part with <a> matters most, because it decides how <b> has to be read.",
            "If <a> were different, the whole question about <b> would change.",
            "It helps to write down <a> before going on to <b>.",
            "Next comes <a>, and here one must be careful with <b>.",
            "Many people stop at <a>, but the wording also names <b>.",
            "Suppose for a moment that <a> played no role; then <b> would be left alone.",
            "Putting <a> and <b> together already narrows things down a good deal.",
            "A quick check: does <a> agree with <b> in every detail?",
            "On the other side stands <b>, which fits well with <a>.",
            "I set <a> aside for now and return to <b> at the end.",
            "From <a> it follows what can be said of <b>.",
            "Another way to see it starts from <b> and works back to <a>.",
            "Nothing so far speaks against <a>, while <b> still needs a second look.",
            "So the step from <a> to <b> is sound.",
            "Only one reading keeps both <a> and <b> in place.");

    /** As many sentences about the words of a turn as are asked for. */
    String about(String turn, int sentences, Chance chance) {
        List<String> words = words(turn);
        // A generator seeded by the conversation: the same words come each time.
        Random random = new Random(chance.with("reasoning").state());
        List<String> order = new ArrayList<>(SENTENCES);
        StringBuilder text = new StringBuilder("Let me work through this.");
        for (int i = 0; i < sentences; i++) {
            if (i % order.size() == 0) {
                Collections.shuffle(order, random);
            }
            text.append(i % 4 == 3 ? "\n" : " ").append(sentence(order.get(i % order.size()), words, random));
        }
        return text.toString();
    }

    /** A reply that has lost its way: the same sentence until a count of words is reached. */
    String loop(String turn, int words, Chance chance) {
        Random random = new Random(chance.with("loop").state());
        String sentence = " " + sentence(SENTENCES.get(random.nextInt(SENTENCES.size())), words(turn), random);
        return "Let me check."
                + sentence.repeat(Math.max(1, words / sentence.strip().split(" ").length));
    }

    private static String sentence(String pattern, List<String> words, Random random) {
        return pattern.replace("<a>", phrase(words, random)).replace("<b>", phrase(words, random));
    }

    private static String phrase(List<String> words, Random random) {
        return "\"" + words.get(random.nextInt(words.size())) + "\"";
    }

    private static List<String> words(String turn) {
        List<String> words = new ArrayList<>();
        for (String word : turn.split("[^\\p{L}]+")) {
            if (word.length() > 3) {
                words.add(word);
            }
        }
        return words.isEmpty() ? List.of("this") : words;
    }
}
