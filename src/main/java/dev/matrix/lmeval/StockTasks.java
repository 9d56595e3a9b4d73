package dev.matrix.lmeval;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.LmEvalFilter;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.LmEvalTask.Draw;
import dev.matrix.plan.PlannedCombination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * lm-eval's own tasks over matrix's data: each generated definition includes lm-eval's own file and replaces only where the documents come from. For a
 * personality that asks for reasoning it also replaces the turns (the wrapper stands in each), the stop texts, the limit and the filters.
 */
final class StockTasks {

    private static final String COT = "_matrix_cot";
    private static final String SHOTS = "shots";
    private static final int LONGEST_NAME = 80;

    private final StockFiles files;
    private final PlannedCombination planned;
    private final Benchmark benchmark;
    private final LmEvalTask task;
    private final ItemSet set;
    private final Turns turns;
    private final boolean reasons;

    StockTasks(StockFiles files, PlannedCombination planned, LmEvalTask task, ItemSet set, Turns turns) {
        this.files = files;
        this.planned = planned;
        this.benchmark = planned.combination().benchmark();
        this.task = task;
        this.set = set;
        this.turns = turns;
        this.reasons = planned.combination().personality().reasons();
    }

    LmEvalTasks tasks() {
        Map<String, List<Item>> byLeaf = new LinkedHashMap<>();
        for (Item item : planned.items()) {
            byLeaf.computeIfAbsent(item.stratum(), stratum -> new ArrayList<>()).add(item);
        }
        List<LmEvalTasks.Leaf> leaves = new ArrayList<>();
        if (task.leaves() == null) {
            leaves.add(leaf(task.task(), "", planned.items(), 1));
        } else {
            LmEvalTask.Leaves named = task.leaves();
            byLeaf.forEach(
                    (stratum, items) -> leaves.add(leaf(named.taskOf(stratum), stratum, items, leaves.size() + 1)));
        }
        return new LmEvalTasks(leaves, group(byLeaf), substitute());
    }

    /** lm-eval aggregates by itself only where all leaves are there, and no other: of a group it asks only its own. */
    private LmEvalTasks.@Nullable Group group(Map<String, List<Item>> byLeaf) {
        boolean whole = task.leaves() != null
                && !task.leaves().order().isEmpty()
                && byLeaf.keySet().equals(Set.copyOf(task.leaves().order()));
        return whole && !reasons ? new LmEvalTasks.Group(task.task(), null) : null;
    }

    private @Nullable String substitute() {
        return reasons
                ? "asks " + benchmark.name() + " by the generated task " + task.task() + COT
                        + ": the wrapper stands in every user turn, nothing stops a reply, the last explicit answer counts"
                : null;
    }

    private LmEvalTasks.Leaf leaf(String wanted, String stratum, List<Item> items, int number) {
        boolean known = files.find(task, wanted).isPresent();
        String name = (known ? wanted : generated(wanted, number)) + (reasons ? COT : "");
        Conversation first = turns.conversation(items.get(0));
        Map<String, Object> yaml = new LinkedHashMap<>();
        yaml.put("include", files.base(task, wanted).toString());
        Map<String, Object> more = known ? Map.of() : Map.of(Documents.DESCRIPTION, description(first));
        if (!known) {
            yaml.put("task_alias", name);
            // By its column: lm-eval runs what stands in a definition as a template, and a subject is text of the data.
            yaml.put("description", "{{" + Documents.DESCRIPTION + "}}");
        }
        yaml.put("test_split", "test");
        yaml.put("num_fewshot", benchmark.fewshot());
        List<Item> pool = pool(stratum);
        if (!pool.isEmpty()) {
            yaml.put("fewshot_split", SHOTS);
        } else if (benchmark.fewshot() == 0) {
            // It opens the split of the examples even where none are shown.
            yaml.put("fewshot_split", "test");
        }
        if (reasons) {
            reason(yaml, first);
        }
        return new LmEvalTasks.Leaf(
                name,
                yaml,
                items.stream().map(item -> document(item, true, more)).toList(),
                items,
                pool.stream().map(shot -> document(shot, false, more)).toList());
    }

    /** The name of a leaf that lm-eval does not have: the name of a file, and free of what lm-eval splits or expands, whatever the subject is called. */
    private static String generated(String wanted, int number) {
        String safe = wanted.replaceAll("[^A-Za-z0-9_]+", "_");
        return safe.substring(0, Math.min(LONGEST_NAME, safe.length())) + "_matrix_" + number;
    }

    /** What stands in the system message besides the personality's own text. */
    private String description(Conversation conversation) {
        String system = Documents.system(conversation);
        String own = planned.combination().personality().system();
        String rest = own == null || !system.startsWith(own) ? system : system.substring(own.length());
        return own == null ? rest : rest.replaceFirst("^\n\n", "");
    }

    /** The documents that examples are drawn from; none where the task brings its own. */
    private List<Item> pool(String stratum) {
        if (benchmark.fewshot() == 0 || task.shots().draw() == Draw.FIXED) {
            return List.of();
        }
        List<Item> all = task.shots().draw() == Draw.RANDOM ? turns.pool() : set.shots();
        List<Item> own = all.stream()
                .filter(shot -> task.leaves() == null || shot.stratum().equals(stratum))
                .toList();
        return own.isEmpty() ? all : own;
    }

    private void reason(Map<String, Object> yaml, Conversation first) {
        yaml.put("doc_to_text", Documents.TURN);
        yaml.put("tag", List.of());
        yaml.put(
                "generation_kwargs",
                Documents.generation(planned.combination().setting().temperature(), first.maxTokens()));
        yaml.put(
                "filter_list",
                task.cotFilters().stream().map(StockTasks::filter).toList());
        if (benchmark.fewshot() > 0 && task.shots().draw() == Draw.FIXED) {
            yaml.put("fewshot_config", Documents.fixed(Documents.examples(first)));
        }
    }

    private static Map<String, Object> filter(LmEvalTask.FilterChain chain) {
        return Map.of(
                "name",
                chain.name(),
                "filter",
                chain.steps().stream().map(StockTasks::step).toList());
    }

    private static Map<String, Object> step(LmEvalFilter step) {
        if (step instanceof LmEvalFilter.Regex regex) {
            return Map.of(
                    "function",
                    "regex",
                    "regex_pattern",
                    regex.pattern(),
                    "group_select",
                    regex.groupSelect(),
                    "fallback",
                    regex.fallback());
        }
        return Map.of("function", step instanceof LmEvalFilter.TakeFirst ? "take_first" : "remove_whitespace");
    }

    /** The document as the published data set has it, and more columns. */
    private Map<String, Object> document(Item item, boolean asked, Map<String, Object> more) {
        Map<String, Object> document = new LinkedHashMap<>(more);
        document.put("question", item.question());
        if (item.gold() instanceof Gold.Options options) {
            document.put("subject", item.stratum());
            document.put("choices", item.options());
            document.put("answer", options.correct().iterator().next());
        } else {
            document.put("answer", item.fields().getOrDefault(LmEvalTask.TARGET, ""));
        }
        if (reasons) {
            document.put(Documents.TURN, asked ? Documents.turn(turns.conversation(item)) : turns.ofExample(item));
            document.put(Documents.ANSWER, "");
        }
        return document;
    }
}
