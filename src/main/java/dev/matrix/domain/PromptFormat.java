package dev.matrix.domain;

/**
 * How an item becomes the text of turns. {@code question} and {@code shotAnswer} are Mustache templates (no HTML escaping) over {@code question},
 * {@code options} (a list with {@code letter} and {@code text}), {@code letters} ({@code A, B, C or D}), {@code answer} and the item's own fields.
 *
 * @param question the user turn of an item, few-shot items included
 * @param shotAnswer the assistant turn of a few-shot item
 * @param closingQuestion the fixed user turn that asks for the answer after reasoning (protocol reason-then-read); empty where the reasoning is the reply
 */
public record PromptFormat(String question, String shotAnswer, String closingQuestion) {}
