package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Reach;
import dev.matrix.plan.ShardPart;
import dev.matrix.store.Manifest;
import dev.matrix.store.StoredRun;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the shards of one model found out of it must be the same: the merged run has one finding for all of its trials. */
final class ShardFindings {

    private final List<StoredRun> shards;

    /** @param shards of one run */
    ShardFindings(List<StoredRun> shards) {
        this.shards = shards;
    }

    /** @throws MatrixException of kind USAGE that names the model, what was found of it, and two runs */
    void require() {
        Manifest whole = shards.get(0).manifest();
        Set<String> personalities = new LinkedHashSet<>(Set.of(Personality.BASELINE));
        whole.personalities().forEach(personality -> personalities.add(personality.name()));
        for (Model model : whole.models()) {
            List<StoredRun> owners =
                    shards.stream().filter(run -> hasSeen(run, model)).toList();
            for (int i = 0; i < owners.size(); i++) {
                for (int j = i + 1; j < owners.size(); j++) {
                    same(owners.get(i), owners.get(j), model, personalities);
                }
            }
        }
    }

    private static boolean hasSeen(StoredRun run, Model model) {
        ShardPart part = ShardSetup.recorded(run.manifest().shard());
        return part != null
                && part.benchmarks().containsKey(model.name())
                && run.manifest().loads().stream().anyMatch(load -> load.model().equals(model.name()));
    }

    private static void same(StoredRun one, StoredRun other, Model model, Set<String> personalities) {
        String turn = systemTurn(one, model);
        String otherTurn = systemTurn(other, model);
        if (!turn.equals(otherTurn)) {
            throw different("baseline's system turn on " + model.name(), turn, one, otherTurn, other);
        }
        for (String personality : personalities) {
            Optional<Reach> reach = reach(one, model, personality);
            Optional<Reach> otherReach = reach(other, model, personality);
            if (differ(reach, otherReach)) {
                throw different(
                        "the reach of " + personality + " on " + model.name(),
                        shown(reach),
                        one,
                        shown(otherReach),
                        other);
            }
        }
    }

    private static String systemTurn(StoredRun run, Model model) {
        return run.manifest().baselines().stream()
                .filter(record -> record.model().equals(model.name()))
                .map(record -> record.system().label())
                .findFirst()
                .orElse(run.manifest().settings().baselineSystem());
    }

    private static Optional<Reach> reach(StoredRun run, Model model, String personality) {
        return run.manifest().reach().stream()
                .filter(record -> record.model().equals(model.name())
                        && record.personality().equals(personality))
                .map(Manifest.ReachRecord::reach)
                .findFirst();
    }

    /** A look that got no reply leaves no finding, and so does a baseline with which nothing is wrong: only what takes meaning from a score is more than that. */
    private static boolean differ(Optional<Reach> one, Optional<Reach> other) {
        if (one.isPresent() && other.isPresent()) {
            return one.get() != other.get();
        }
        return one.or(() -> other)
                .filter(found -> found == Reach.DROPPED || found == Reach.DEFAULT_INJECTED)
                .isPresent();
    }

    private static String shown(Optional<Reach> reach) {
        return reach.map(Reach::label).orElse("without a finding");
    }

    private static MatrixException different(String what, String first, StoredRun one, String second, StoredRun other) {
        return MatrixException.usage("The shards do not belong together: " + what + " is " + first + " in "
                + ShardChecks.named(one) + " and " + second + " in " + ShardChecks.named(other)
                + ": their servers gave the model other prompts. Ask one of them anew on a server like the other's.");
    }
}
