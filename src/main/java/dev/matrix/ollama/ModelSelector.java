package dev.matrix.ollama;

import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.Model;
import dev.matrix.domain.SizeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which models are in range, by nominal size: a plain comparison of counts drops qwen2.5:0.5b (494.03M) and llama3.2:3b (3.2B), the very models that
 * people mean. Immutable.
 */
final class ModelSelector {

    /** How far a size that is known by count only may pass the ends of the range. */
    private static final double SLACK = .1;

    private static final double LEAST_RATIO = .6;
    private static final double GREATEST_RATIO = 1.6;

    private final SizeRange range;

    ModelSelector(SizeRange range) {
        this.range = range;
    }

    /** @param notes what was odd while the facts were gathered */
    InstalledModel judge(ModelFacts facts, List<String> aliases, List<String> notes) {
        List<String> warnings = new ArrayList<>(notes);
        Optional<NominalSize> stated = NominalSize.stated(ModelName.of(facts.name()));
        boolean differs = differs(stated, facts.parameters());
        boolean countDecides = stated.isEmpty() || (differs && !stated.get().effective());
        if (differs) {
            warnings.add(warning(facts, stated.get(), countDecides));
        }
        Verdict size = countDecides ? byCount(facts.parameters()) : byName(stated.get());
        Optional<Verdict> unusable = unusable(facts);
        Verdict verdict = unusable.orElse(size);
        return new InstalledModel(
                model(facts, size.size()), verdict.inRange(), unusable.isEmpty(), verdict.reason(), aliases, warnings);
    }

    private record Verdict(
            boolean inRange, String reason, @Nullable Double size) {}

    private static Optional<Verdict> unusable(ModelFacts facts) {
        if (facts.cloud()) {
            return Optional.of(new Verdict(false, "it runs in Ollama's cloud, not on this machine", null));
        }
        if (!facts.capabilities().contains(ModelFacts.COMPLETION)) {
            String can =
                    String.join(", ", facts.capabilities().stream().sorted().toList());
            return Optional.of(new Verdict(false, "it does not complete text (capabilities: " + can + ")", null));
        }
        return Optional.empty();
    }

    private Verdict byName(NominalSize size) {
        return verdict(size.parameters(), 0, size.label(), "");
    }

    private Verdict byCount(@Nullable Double count) {
        return count == null
                ? new Verdict(false, "neither its name nor the server tells its size", null)
                : verdict(count, SLACK, NominalSize.text(count), " (by its parameter count)");
    }

    private Verdict verdict(double size, double slack, String label, String source) {
        String what = "nominal size " + label;
        if (range.isAny()) {
            return new Verdict(true, what + source + ", any size is in range", size);
        }
        if (size > range.max() * (1 + slack)) {
            return new Verdict(false, what + " is above " + NominalSize.text(range.max()) + source, size);
        }
        if (size < range.min() * (1 - slack)) {
            return new Verdict(false, what + " is below " + NominalSize.text(range.min()) + source, size);
        }
        boolean inside = size >= range.min() && size <= range.max();
        String where = inside ? " is within " : " is within 10 % of ";
        return new Verdict(
                true,
                what + where + NominalSize.text(range.min()) + " to " + NominalSize.text(range.max()) + source,
                size);
    }

    private static boolean differs(Optional<NominalSize> stated, @Nullable Double count) {
        if (stated.isEmpty() || count == null) {
            return false;
        }
        double ratio = count / stated.get().parameters();
        return ratio < LEAST_RATIO || ratio > GREATEST_RATIO;
    }

    private static String warning(ModelFacts facts, NominalSize stated, boolean countDecides) {
        Double count = facts.parameters();
        return facts.name() + " states " + stated.label() + " but has "
                + (count == null ? "unknown" : NominalSize.text(count)) + " parameters; "
                + (countDecides ? "the count decides." : "the effective size in its name decides.");
    }

    private static Model model(ModelFacts facts, @Nullable Double nominal) {
        Double count = facts.parameters();
        return new Model(
                facts.name(),
                facts.digest(),
                nominal,
                count == null ? null : Long.valueOf(Math.round(count)),
                facts.family(),
                facts.quantization(),
                facts.capabilities(),
                facts.ownSystem(),
                facts.contextLength());
    }
}
