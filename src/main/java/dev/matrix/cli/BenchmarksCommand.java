package dev.matrix.cli;

import dev.matrix.app.InspectBenchmark;
import dev.matrix.config.BenchmarkFile;
import dev.matrix.config.Catalogue;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Message;
import dev.matrix.domain.PromptHash;
import dev.matrix.domain.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "benchmarks",
        description = "List the benchmarks, or show one: items, keys, guessing, and the exact messages.",
        footer = {
            "",
            "Example: matrix benchmarks show mmlu",
            "         matrix benchmarks show gsm8k --data DIR --personality cot",
            "         matrix benchmarks show lm-eval/gsm8k",
            "",
            ExitCode.HELP
        })
final class BenchmarksCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "list|show", defaultValue = "list")
    private String action = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The benchmark to show, e.g. mmlu.")
    private @Nullable String name;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--personality",
            paramLabel = "NAME",
            defaultValue = "baseline",
            description = "Whose messages to show; default baseline.")
    private String personality = "baseline";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    BenchmarksCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Catalogue catalogue = session.catalogue();
        catalogue.warnings().forEach(screen::warning);
        if (ListOrShow.isShow("benchmarks", action, name)) {
            Settings settings = session.settings(common, data);
            InspectBenchmark.Findings findings = new InspectBenchmark(session.benchmarks(settings, screen))
                    .inspect(
                            String.valueOf(name),
                            session.data(settings),
                            catalogue.personality(personality),
                            Protocol.LOGPROB,
                            settings.value(SettingKeys.SEED));
            show(screen, findings);
        } else {
            list(screen, catalogue);
        }
        return ExitCode.OK;
    }

    private void list(Screen screen, Catalogue catalogue) {
        List<BenchmarkFile> files =
                catalogue.benchmarkNames().stream().map(catalogue::benchmark).toList();
        List<BenchmarkFile> lmEval =
                catalogue.lmEvalNames().stream().map(catalogue::benchmark).toList();
        if (json) {
            Map<String, Object> lists = new LinkedHashMap<>();
            lists.put("benchmarks", entries(files));
            lists.put("lm_eval", entries(lmEval));
            screen.result(new Json().text(lists));
            return;
        }
        screen.result(table(files).lines());
        screen.result("");
        screen.result("lm-eval's own tasks, to the letter; in a run only when they are named:");
        screen.result(table(lmEval).lines());
    }

    private static List<Map<String, Object>> entries(List<BenchmarkFile> files) {
        return files.stream().map(file -> entry(file.benchmark())).toList();
    }

    private static TextTable table(List<BenchmarkFile> files) {
        TextTable table = new TextTable()
                .left("benchmark")
                .left("what it is")
                .left("answer")
                .left("metric")
                .left("data");
        for (BenchmarkFile file : files) {
            table.row(
                    file.benchmark().name(),
                    file.benchmark().title(),
                    kind(file.benchmark()),
                    file.benchmark().metric(),
                    Stream.concat(
                                    file.data().stream()
                                            .map(each -> lower(each.source().kind())),
                                    file.hub().stream().map(each -> "hub"))
                            .collect(Collectors.joining(", ")));
        }
        return table;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String kind(Benchmark benchmark) {
        return lower(benchmark.answer()).replace('_', ' ');
    }

    private static Map<String, Object> entry(Benchmark benchmark) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", benchmark.name());
        entry.put("title", benchmark.title());
        entry.put("answer", lower(benchmark.answer()));
        entry.put("metric", benchmark.metric());
        entry.put("fewshot", benchmark.fewshot());
        entry.put("comparable_with", benchmark.comparableWith());
        return entry;
    }

    private void show(Screen screen, InspectBenchmark.Findings findings) {
        if (json) {
            screen.result(new Json().text(json(findings)));
            return;
        }
        Benchmark benchmark = findings.benchmark().benchmark();
        screen.result(findings.benchmark().shownAs() + ": " + SafeText.line(benchmark.title(), 200));
        if (!findings.benchmark().source().isEmpty()) {
            screen.result("source         " + SafeText.line(findings.benchmark().source(), 300));
        }
        if (!findings.benchmark().licence().isEmpty()) {
            screen.result("licence        " + SafeText.line(findings.benchmark().licence(), 200));
        }
        screen.result(
                "file           " + SafeText.line(findings.benchmark().items().origin(), 300));
        screen.result("items          " + Figures.count(findings.n()));
        screen.result("metric         " + benchmark.metric() + ", " + benchmark.fewshot() + " examples before an item");
        if (benchmark.lmEval() != null) {
            screen.result(new LmEvalLines(benchmark, benchmark.lmEval()).lines());
        }
        if (!findings.keys().isEmpty()) {
            screen.result("keys           " + keys(findings));
        }
        screen.result("majority class " + Figures.percent(findings.majority()));
        screen.result("random guess   "
                + (Double.isNaN(findings.guess()) ? "not defined" : Figures.percent(findings.guess())));
        findings.benchmark().items().warnings().forEach(screen::warning);
        screen.result("");
        screen.result(
                "what is sent for item " + SafeText.line(findings.example().id(), 100) + " under " + personality + ":");
        int call = 1;
        for (List<Message> messages : findings.messages()) {
            screen.result("");
            screen.result("call " + call++);
            messages.forEach(message -> message(screen, message));
        }
        if (benchmark.lmEval() != null) {
            screen.result("");
            screen.result("prompt_hash    " + PromptHash.of(findings.messages().get(0)));
        }
    }

    private static String keys(InspectBenchmark.Findings findings) {
        int all = findings.keys().values().stream().mapToInt(Integer::intValue).sum();
        return findings.keys().entrySet().stream()
                .map(key -> key.getKey() + " " + key.getValue() + " (" + Figures.percent((double) key.getValue() / all)
                        + ")")
                .collect(Collectors.joining(", "));
    }

    private static void message(Screen screen, Message message) {
        screen.result("[" + message.role() + "]" + (message.content().isEmpty() ? " (empty)" : ""));
        if (!message.content().isEmpty()) {
            screen.result(SafeText.block(message.content()));
        }
    }

    private static Map<String, Object> json(InspectBenchmark.Findings findings) {
        Map<String, Object> entry = entry(findings.benchmark().benchmark());
        entry.put("data", lower(findings.benchmark().items().kind()));
        entry.put("origin", findings.benchmark().items().origin());
        entry.put("n", findings.n());
        entry.put("keys", findings.keys());
        entry.put("majority", findings.majority());
        entry.put("guess", Double.isNaN(findings.guess()) ? null : findings.guess());
        entry.put("item", findings.example().id());
        entry.put("calls", findings.messages());
        if (findings.benchmark().benchmark().lmEval() != null) {
            entry.put("prompt_hash", PromptHash.of(findings.messages().get(0)));
        }
        return entry;
    }
}
