package dev.matrix.simulator;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Fingerprint;
import java.util.Map;
import java.util.Set;

/**
 * A model that the simulator pretends to have. Immutable.
 *
 * @param name the full name with its tag
 * @param digest bare hex; models that share it are aliases of one runner
 * @param parameterCount the exact count that {@code /api/show} states
 * @param parameterSize the same as Ollama words it, e.g. {@code 494.03M}
 * @param family architecture family
 * @param quantization e.g. {@code Q4_K_M}
 * @param capabilities e.g. {@code completion}
 * @param contextLength the trained context length in tokens
 * @param ownSystem the SYSTEM of its Modelfile; empty when there is none
 * @param skill share of items that it gets right without any personality, by kind of answer
 * @param letterMass probability that all letters together have at the place of a lettered answer
 * @param modes its own peculiarities, beside those of the whole server
 */
public record SimulatedModel(
        String name,
        String digest,
        long parameterCount,
        String parameterSize,
        String family,
        String quantization,
        Set<String> capabilities,
        int contextLength,
        String ownSystem,
        Map<AnswerKind, Double> skill,
        double letterMass,
        Set<Mode> modes) {

    private static final double EFFECT = 0.08;
    private static final double USUAL_SKILL = 0.55;

    public SimulatedModel {
        capabilities = Set.copyOf(capabilities);
        skill = Map.copyOf(skill);
        modes = Set.copyOf(modes);
        if (letterMass <= 0 || letterMass > 1) {
            throw new IllegalArgumentException("letterMass must be in (0, 1], got " + letterMass);
        }
    }

    /** A model that completes text, with middling skill. */
    public static SimulatedModel of(String name, long parameterCount, String parameterSize, String family) {
        return new SimulatedModel(
                name,
                new Fingerprint().add("simulated").add(name).hex(),
                parameterCount,
                parameterSize,
                family,
                "Q4_K_M",
                Set.of("completion"),
                32_768,
                "",
                Map.of(),
                0.93,
                Set.of());
    }

    /** The known effect of a system text: a fixed number in [-0.08, 0.08) for each model and text, 0 for a blank one. */
    public double effect(String systemText) {
        return systemText.isBlank()
                ? 0
                : Chance.of("effect").with(digest).with(systemText.strip()).around(EFFECT);
    }

    /** The share of items of a kind that it gets right without any personality. */
    public double skillFor(AnswerKind kind) {
        return skill.getOrDefault(kind, USUAL_SKILL);
    }

    /** True for a stub whose work is done elsewhere. */
    public boolean cloud() {
        return name.endsWith("-cloud") || name.endsWith(":cloud");
    }

    /** Another name of the same weights. */
    public SimulatedModel alias(String other) {
        return new SimulatedModel(
                other,
                digest,
                parameterCount,
                parameterSize,
                family,
                quantization,
                capabilities,
                contextLength,
                ownSystem,
                skill,
                letterMass,
                modes);
    }

    /** Other weights under the same name. */
    public SimulatedModel withDigest(String other) {
        return new SimulatedModel(
                name,
                other,
                parameterCount,
                parameterSize,
                family,
                quantization,
                capabilities,
                contextLength,
                ownSystem,
                skill,
                letterMass,
                modes);
    }

    /** The same model with other capabilities. */
    public SimulatedModel withCapabilities(Set<String> other) {
        return new SimulatedModel(
                name,
                digest,
                parameterCount,
                parameterSize,
                family,
                quantization,
                other,
                contextLength,
                ownSystem,
                skill,
                letterMass,
                modes);
    }

    /** The same model with another context length. */
    public SimulatedModel withContextLength(int tokens) {
        return new SimulatedModel(
                name,
                digest,
                parameterCount,
                parameterSize,
                family,
                quantization,
                capabilities,
                tokens,
                ownSystem,
                skill,
                letterMass,
                modes);
    }

    /** The same model with a SYSTEM of its own. */
    public SimulatedModel withOwnSystem(String text) {
        return new SimulatedModel(
                name,
                digest,
                parameterCount,
                parameterSize,
                family,
                quantization,
                capabilities,
                contextLength,
                text,
                skill,
                letterMass,
                modes);
    }

    /** The same model with other skills. */
    public SimulatedModel withSkill(double letters, double severalTrue, double numbers) {
        Map<AnswerKind, Double> other = Map.of(
                AnswerKind.CHOICE, letters,
                AnswerKind.MULTI_CHOICE, severalTrue,
                AnswerKind.NUMBER, numbers,
                AnswerKind.TEXT, letters);
        return new SimulatedModel(
                name,
                digest,
                parameterCount,
                parameterSize,
                family,
                quantization,
                capabilities,
                contextLength,
                ownSystem,
                other,
                letterMass,
                modes);
    }

    /** The same model with peculiarities of its own. */
    public SimulatedModel withModes(Set<Mode> own) {
        return new SimulatedModel(
                name,
                digest,
                parameterCount,
                parameterSize,
                family,
                quantization,
                capabilities,
                contextLength,
                ownSystem,
                skill,
                letterMass,
                own);
    }

    /** The same model with another letter mass. */
    public SimulatedModel withLetterMass(double mass) {
        return new SimulatedModel(
                name,
                digest,
                parameterCount,
                parameterSize,
                family,
                quantization,
                capabilities,
                contextLength,
                ownSystem,
                skill,
                mass,
                modes);
    }
}
