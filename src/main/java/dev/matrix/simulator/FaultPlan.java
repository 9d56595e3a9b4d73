package dev.matrix.simulator;

import dev.matrix.domain.MatrixException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everything that shall go wrong. Immutable. As text: rules separated by commas, each {@code stage:fault@rate} or {@code stage:fault#request} or
 * {@code stage:fault#first-last}, with {@code ~model} at its end to strike one model only, e.g. {@code chat:503@0.1,stream:reset#3,chat:crash@1~gemma2:2b}.
 *
 * @param rules the first one that strikes counts
 */
public record FaultPlan(List<FaultRule> rules) {

    private static final Pattern RULE = Pattern.compile(
            "([a-z]+):([a-z]+|\\d{3})(?:@(\\d*\\.?\\d+)|#(\\d{1,9})(?:-(\\d{1,9}))?)(?:~(\\S+))?",
            Pattern.CASE_INSENSITIVE);
    private static final List<Integer> STATUSES = List.of(400, 401, 403, 404, 408, 429, 500, 502, 503);

    public FaultPlan {
        rules = List.copyOf(rules);
    }

    /** Nothing goes wrong. */
    public static FaultPlan none() {
        return new FaultPlan(List.of());
    }

    /**
     * Reads the textual form; empty text is no fault.
     *
     * @throws MatrixException of kind USAGE that names the bad rule and what is possible
     */
    public static FaultPlan parse(String text) {
        return new FaultPlan(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .map(FaultPlan::rule)
                .toList());
    }

    /**
     * The same plan.
     *
     * @throws MatrixException of kind USAGE when a rule is for a model that is none of these, so that it would never strike
     */
    public FaultPlan requireModels(List<SimulatedModel> models) {
        List<String> names = models.stream().map(SimulatedModel::name).toList();
        for (FaultRule rule : rules) {
            if (rule.model() != null && !names.contains(rule.model())) {
                throw MatrixException.usage("A fault rule is for the model '" + rule.model()
                        + "', which the simulator does not have; it has " + String.join(", ", names) + ".");
            }
        }
        return this;
    }

    private static FaultRule rule(String text) {
        Matcher parts = RULE.matcher(text);
        if (!parts.matches()) {
            throw bad(
                    text,
                    "is not of the form stage:fault@rate, stage:fault#request or stage:fault#first-last; stages are "
                            + stages() + "; faults are " + names() + " and " + joined(STATUSES));
        }
        FaultStage stage = stage(text, parts.group(1));
        Fault fault = fault(text, parts.group(2));
        if (!fault.kind().fits(stage)) {
            throw bad(text, "names a fault that cannot strike at stage " + stage.label());
        }
        double rate = parts.group(3) == null ? 1 : Double.parseDouble(parts.group(3));
        int first = parts.group(4) == null ? 1 : Integer.parseInt(parts.group(4));
        int last = parts.group(4) == null ? Integer.MAX_VALUE : first;
        if (parts.group(5) != null) {
            last = Integer.parseInt(parts.group(5));
        }
        if (first >= 1 && last < first) {
            throw bad(text, "ends before it begins: write #" + last + "-" + first);
        }
        if (rate > 1 || first < 1 || last < first) {
            throw bad(text, "needs a rate from 0 to 1, or requests counted from 1");
        }
        return new FaultRule(stage, fault, rate, first, last, parts.group(6));
    }

    private static FaultStage stage(String rule, String name) {
        return find(FaultStage.values(), name).orElseThrow(() -> bad(rule, "names no stage; stages are " + stages()));
    }

    private static String stages() {
        return Arrays.stream(FaultStage.values()).map(FaultStage::label).collect(Collectors.joining(", "));
    }

    private static Fault fault(String rule, String name) {
        if (Character.isDigit(name.charAt(0))) {
            int status = Integer.parseInt(name);
            if (!STATUSES.contains(status)) {
                throw bad(rule, "names no status that the simulator sends; those are " + joined(STATUSES));
            }
            return new Fault(Fault.Kind.STATUS, status);
        }
        return find(Fault.Kind.values(), name)
                .filter(kind -> kind != Fault.Kind.STATUS)
                .map(kind -> new Fault(kind, 0))
                .orElseThrow(() -> bad(rule, "names no fault; faults are " + names() + " and " + joined(STATUSES)));
    }

    private static String names() {
        return Arrays.stream(Fault.Kind.values())
                .filter(kind -> kind != Fault.Kind.STATUS)
                .map(kind -> new Fault(kind, 0).label())
                .collect(Collectors.joining(", "));
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> Optional<E> find(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static MatrixException bad(String rule, String why) {
        return MatrixException.usage("The fault rule '" + rule + "' " + why + ".");
    }
}
