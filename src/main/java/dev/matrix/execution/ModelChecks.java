package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Call;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Reach;
import dev.matrix.execution.ReachJudge.Seen;
import dev.matrix.execution.ReachJudge.Verdict;
import dev.matrix.plan.ContextBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a freshly loaded model with one-token requests, all in flight together: whether the longest prompt fits, whether the template takes the
 * baseline's system turn, and whether each personality gets through.
 */
final class ModelChecks {

    private static final String LONGEST = "the longest prompt";

    private static final int REFUSALS = 3;

    private final RunParts parts;
    private final PromptLooker looker;
    private final ReachJudge judge = new ReachJudge();

    ModelChecks(RunParts parts, PromptLooker looker) {
        this.parts = parts;
        this.looker = looker;
    }

    /**
     * What was found.
     *
     * @param baseline what baseline's system turn holds for this model
     * @param reason why
     * @param tooSmall true when the longest prompt and its reply do not fit into the context
     * @param refused by personality name, why none of its requests can succeed
     * @param reach findings in the order of the plan
     */
    record Found(
            BaselineSystem baseline,
            String reason,
            boolean tooSmall,
            Map<String, String> refused,
            List<ReachFinding> reach) {

        /** The system texts that are known to get to the model. */
        Set<String> reached(List<Personality> personalities) {
            Set<String> names = reach.stream()
                    .filter(each -> each.reach() == Reach.REACHED || each.reach() == Reach.FOLDED)
                    .map(ReachFinding::personality)
                    .collect(Collectors.toSet());
            return personalities.stream()
                    .filter(each -> names.contains(each.name()))
                    .flatMap(each -> Optional.ofNullable(each.system()).stream())
                    .collect(Collectors.toSet());
        }
    }

    /** The baseline's prompt and how it came about. */
    private record Base(
            BaselineSystem system, String reason, @Nullable PromptLook look) {}

    /**
     * Runs all checks.
     *
     * @param personalities those of the plan
     * @param largest the conversation that needs the most context
     */
    Found run(ResidentModel resident, List<Personality> personalities, Conversation largest) {
        List<Personality> systems = systems(personalities);
        Map<String, Call> longest = new ConcurrentHashMap<>();
        Map<String, PromptLook> looks = looks(
                resident,
                systems,
                () -> looker.ask(resident, largest.messages()).ifPresent(call -> longest.put(LONGEST, call)));

        Base base = base(resident, looks.get(Personality.BASELINE));
        return new Found(
                base.system(),
                base.reason(),
                tooSmall(resident, largest, longest.get(LONGEST)),
                refused(systems, looks, base),
                reach(resident, systems, looks, base, hasBaseline(personalities)));
    }

    /** Only whether each personality gets through. */
    List<ReachFinding> reach(ResidentModel resident, List<Personality> personalities) {
        List<Personality> systems = systems(personalities);
        Map<String, PromptLook> looks = looks(resident, systems, () -> {});
        Base base = new Base(resident.baseline(), "as set", looks.get(Personality.BASELINE));
        return reach(resident, systems, looks, base, hasBaseline(personalities));
    }

    private static List<Personality> systems(List<Personality> personalities) {
        return personalities.stream().filter(each -> each.system() != null).toList();
    }

    private static boolean hasBaseline(List<Personality> personalities) {
        return personalities.stream().anyMatch(each -> each.system() == null);
    }

    private Map<String, PromptLook> looks(ResidentModel resident, List<Personality> systems, Runnable first) {
        Map<String, PromptLook> looks = new ConcurrentHashMap<>();
        List<Runnable> tasks = new ArrayList<>();
        tasks.add(first);
        tasks.add(() -> looks.put(Personality.BASELINE, sure(resident, Personality.baseline())));
        systems.forEach(each -> tasks.add(() -> looks.put(each.name(), sure(resident, each))));
        parts.pool().each(tasks);
        return looks;
    }

    /** A refusal decides for the whole run what is sent or left out, so that it has to be said more than once. */
    private PromptLook sure(ResidentModel resident, Personality personality) {
        PromptLook look = looker.look(resident, personality);
        for (int again = 0; again < REFUSALS - 1 && look.refused() && parts.goesOn(); again++) {
            look = looker.look(resident, personality);
        }
        return look;
    }

    private Base base(ResidentModel resident, @Nullable PromptLook look) {
        boolean recorded = parts.earlier().baseline(resident.model()).isPresent();
        Base asSet = new Base(resident.baseline(), recorded ? "recorded" : "as set", look);
        if (recorded || look == null || !look.refused() || resident.baseline() == BaselineSystem.NONE) {
            return asSet;
        }
        List<PromptLook> second = new ArrayList<>();
        parts.pool()
                .each(List.of(
                        () -> second.add(looker.look(resident.with(BaselineSystem.NONE), Personality.baseline()))));
        return second.stream()
                .filter(PromptLook::answered)
                .findFirst()
                .map(without -> new Base(
                        BaselineSystem.NONE, "the template refuses baseline's system turn: " + look.error(), without))
                .orElse(asSet);
    }

    private static boolean tooSmall(ResidentModel resident, Conversation largest, @Nullable Call reply) {
        if (reply == null) {
            return false;
        }
        if (reply.failure() != null) {
            return reply.failure().kind() == FailureKind.OVERFLOW
                    || reply.failure().kind() == FailureKind.PROMPT_CUT;
        }
        int tokens = reply.metrics().promptTokens();
        return tokens >= 0
                && tokens + ContextBudget.replyBound(largest)
                        > resident.options().contextTokens();
    }

    /** Only where baseline gets an answer: a model that refuses everything has another trouble than its template. */
    private static Map<String, String> refused(List<Personality> systems, Map<String, PromptLook> looks, Base base) {
        Map<String, String> refused = new LinkedHashMap<>();
        if (base.look() == null || !base.look().answered()) {
            return refused;
        }
        for (Personality each : systems) {
            PromptLook look = looks.get(each.name());
            if (look != null && look.refused()) {
                refused.put(each.name(), "the model refuses this system prompt: " + look.error());
            }
        }
        return refused;
    }

    private List<ReachFinding> reach(
            ResidentModel resident,
            List<Personality> systems,
            Map<String, PromptLook> looks,
            Base base,
            boolean baselinePlanned) {
        String model = resident.model().name();
        List<ReachFinding> findings = new ArrayList<>();
        PromptLook plain = base.look();
        if (plain != null && baselinePlanned) {
            judge.baseline(plain.messages(), plain.own(), plain.oneWord())
                    .map(verdict -> finding(model, Personality.BASELINE, verdict))
                    .ifPresent(findings::add);
        }
        for (Personality each : systems) {
            PromptLook look = looks.get(each.name());
            String system = each.system();
            if (look != null && system != null && look.reply() != null) {
                findings.add(finding(model, each.name(), verdict(system, look, plain)));
            }
        }
        return findings;
    }

    private Verdict verdict(String system, PromptLook look, @Nullable PromptLook plain) {
        if (!look.answered()) {
            return judge.unanswered(look.error());
        }
        Seen baseline = plain == null ? new Seen(-1, Optional.empty()) : plain.own();
        // A template's own system text makes a baseline longer; a system text of one word does not have that.
        Seen reference = plain != null && plain.oneWord().tokens() >= 0 ? plain.oneWord() : baseline;
        return judge.personality(system, reference, look.own(), look.folded());
    }

    private static ReachFinding finding(String model, String personality, Verdict verdict) {
        return new ReachFinding(model, personality, verdict.reach(), verdict.evidence());
    }
}
