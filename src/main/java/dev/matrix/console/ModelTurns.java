package dev.matrix.console;

import dev.matrix.domain.Combination;
import dev.matrix.execution.ExecutionEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which models are being asked, each on its host, and which of their combinations are in flight. Confined to its owner's lock. */
final class ModelTurns {

    private static final int SHOWN_IN_FLIGHT = 4;
    private static final int ADDRESS = 60;

    /** By model name; none while the run has one host. */
    private final Map<String, String> hosts = new HashMap<>();

    /** By host; under an empty name while the run has one. */
    private final Map<String, Turn> turns = new LinkedHashMap<>();

    private record Turn(String model, Set<String> inFlight) {

        String flying() {
            String shown = inFlight.stream().limit(SHOWN_IN_FLIGHT).collect(Collectors.joining(", "));
            return inFlight.size() > SHOWN_IN_FLIGHT
                    ? shown + " and " + (inFlight.size() - SHOWN_IN_FLIGHT) + " more"
                    : shown;
        }
    }

    void placed(ExecutionEvent.ModelPlaced placed) {
        hosts.put(placed.model().name(), placed.host());
    }

    /** The model's turn begins; what the host had before may have left combinations behind that never say their end. */
    void loading(ExecutionEvent.ModelLoading loading) {
        turns.put(
                host(loading.model().name()),
                new Turn(
                        loading.model().name() + " (" + loading.position() + " of " + loading.models() + ")",
                        new LinkedHashSet<>()));
    }

    void ends(String model) {
        turns.remove(host(model));
    }

    void hostIsLost(String host) {
        turns.remove(host);
    }

    void clear() {
        turns.clear();
    }

    void begins(Combination combination) {
        String model = combination.model().name();
        turns.computeIfAbsent(host(model), host -> new Turn("", new LinkedHashSet<>()))
                .inFlight()
                .add(label(combination));
    }

    void ends(Combination combination) {
        Turn turn = turns.get(host(combination.model().name()));
        if (turn != null) {
            turn.inFlight().remove(label(combination));
        }
    }

    /** True when no combination is begun and not ended. */
    boolean idle() {
        return turns.values().stream().allMatch(turn -> turn.inFlight().isEmpty());
    }

    /** One line a model. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        turns.forEach((host, turn) -> {
            if (!turn.model().isEmpty()) {
                lines.add(prefix(host)
                        + turn.model()
                        + (turn.inFlight().isEmpty() ? "" : ", in flight: " + turn.flying()));
            }
        });
        return lines;
    }

    /** All that is in flight in one line. */
    String now() {
        return turns.entrySet().stream()
                .filter(each -> !each.getValue().inFlight().isEmpty())
                .map(each -> prefix(each.getKey()) + each.getValue().model() + ": "
                        + each.getValue().flying())
                .collect(Collectors.joining("; "));
    }

    private String host(String model) {
        return hosts.getOrDefault(model, "");
    }

    private static String prefix(String host) {
        return host.isEmpty() ? "" : SafeText.line(host, ADDRESS) + ": ";
    }

    private static String label(Combination combination) {
        return combination.id().substring(combination.model().name().length() + 1);
    }
}
