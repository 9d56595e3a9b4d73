package dev.matrix.simulator;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The items that the simulated models may know, found by the text of their questions: the first characters of each question are an index, so that a turn is
 * searched in one pass, however many items there are. Immutable.
 */
final class Knowledge {

    private static final int ANCHOR = 20;

    private final Map<String, List<Known>> anchored = new HashMap<>();
    private final List<Known> brief = new ArrayList<>();

    Knowledge(Map<Benchmark, ItemSet> sets) {
        sets.forEach((benchmark, set) -> {
            set.items().forEach(item -> add(benchmark, item));
            set.shots().forEach(item -> add(benchmark, item));
        });
    }

    private void add(Benchmark benchmark, Item item) {
        Known known = new Known(benchmark, item, item.question().strip());
        if (known.text().length() >= ANCHOR) {
            anchored.computeIfAbsent(known.text().substring(0, ANCHOR), anchor -> new ArrayList<>())
                    .add(known);
        } else if (!known.text().isEmpty()) {
            brief.add(known);
        }
    }

    /** The last known question of the last user turn that holds one. */
    Optional<Question> find(List<Message> messages) {
        boolean direct = true;
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals("user")) {
                String turn = messages.get(i).content();
                Match match = last(turn);
                if (match != null) {
                    return Optional.of(new Question(
                            match.known().benchmark(), match.known().item(), turn, match.at(), direct));
                }
                direct = false;
            }
        }
        return Optional.empty();
    }

    private @Nullable Match last(String turn) {
        Match best = null;
        for (int at = 0; at + ANCHOR <= turn.length(); at++) {
            for (Known known : anchored.getOrDefault(turn.substring(at, at + ANCHOR), List.of())) {
                if (turn.startsWith(known.text(), at)) {
                    best = later(best, new Match(known, at, known.fit(turn)));
                }
            }
        }
        return best != null ? best : lastBrief(turn);
    }

    /** Very short questions count only where no longer one is found: they could stand inside any text. */
    private @Nullable Match lastBrief(String turn) {
        Match best = null;
        for (Known known : brief) {
            int at = turn.lastIndexOf(known.text());
            if (at >= 0) {
                best = later(best, new Match(known, at, known.fit(turn)));
            }
        }
        return best;
    }

    /** The match that counts: not one inside another; of two at one place the longer, then the one whose options stand in the turn; else the later. */
    private static Match later(@Nullable Match old, Match next) {
        if (old == null) {
            return next;
        }
        if (old.at() == next.at()) {
            return next.length() > old.length() || (next.length() == old.length() && next.fit() > old.fit())
                    ? next
                    : old;
        }
        boolean inside = next.at() + next.length() <= old.at() + old.length() && next.at() > old.at();
        return inside || next.at() < old.at() ? old : next;
    }

    private record Known(Benchmark benchmark, Item item, String text) {

        /** How many of the options stand in the turn: it tells items with the same question apart. */
        int fit(String turn) {
            return (int) item.options().stream().filter(turn::contains).count();
        }
    }

    private record Match(Known known, int at, int fit) {

        int length() {
            return known.text().length();
        }
    }
}
