package dev.matrix.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What goes into the matrix and what decides the meaning of its scores: the options that {@code run} and {@code plan} share. */
final class MatrixOptions implements SettingOptions {

    @Option(
            names = "--models",
            paramLabel = "A,B",
            description = "Models by name; default: those detected from 0.5b to 3b.")
    @Nullable
    String models;

    @Option(
            names = "--personalities",
            paramLabel = "A,B",
            description =
                    "Personalities by name; also all, all+cot, X+cot, model:NAME (a Modelfile's SYSTEM). Default: the seven standard ones.")
    @Nullable
    String personalities;

    @Option(
            names = "--benchmarks",
            paramLabel = "A,B",
            description =
                    "Benchmarks by name, or all. Default: mmlu, hellaswag, gsm8k, arc_easy, truthfulqa_mc2. lm-eval's own tasks only by name, e.g. lm-eval/gsm8k.")
    @Nullable
    String benchmarks;

    @Option(
            names = "--system",
            paramLabel = "[NAME=]TEXT",
            description = "Put your own system prompt into the matrix. Repeatable.")
    List<String> systems = new ArrayList<>();

    @Option(
            names = "--system-file",
            paramLabel = "[NAME=]FILE",
            description = "The same, read from a file. Repeatable.")
    List<String> systemFiles = new ArrayList<>();

    @Option(
            names = "--user-suffix",
            paramLabel = "[NAME=]TEXT",
            description = "Put your own text after each item, as a wrapper. Repeatable.")
    List<String> userSuffixes = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N|all",
            description = "Items a benchmark, or a leaf of lm-eval's own tasks; default 100.")
    @Nullable
    String limit;

    @Option(
            names = "--sample",
            paramLabel = "KIND",
            description =
                    "stratified (default; seeded, in proportion to subjects) or first (file order); lm-eval's own tasks always take the first.")
    @Nullable
    String sample;

    @Option(
            names = "--fewshot",
            paramLabel = "N",
            description = "Solved examples before each item; default: each benchmark's own number.")
    @Nullable
    String fewshot;

    @Option(names = "--temperatures", paramLabel = "T,T", description = "Temperatures, each a setting; default 0.")
    @Nullable
    String temperatures;

    @Option(names = "--repeats", paramLabel = "N", description = "How often each item is asked; default 1.")
    @Nullable
    String repeats;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of sampling and of generation; default 42.")
    @Nullable
    String seed;

    @Option(names = "--think", paramLabel = "on|off", description = "Let models think that can; default off.")
    @Nullable
    String think;

    @Option(
            names = "--baseline-system",
            paramLabel = "KIND",
            description =
                    "What baseline sends: empty (default; keeps a Modelfile's SYSTEM out), vendor (sends it), none (no system message).")
    @Nullable
    String baselineSystem;

    @Option(
            names = "--scoring",
            paramLabel = "KIND",
            description = "auto (default), logprob or generate, for multiple choice.")
    @Nullable
    String scoring;

    @Option(
            names = "--engine",
            paramLabel = "KIND",
            description =
                    "native (default), or lm-eval: the installed lm-eval asks, one process a combination (see MATRIX_LM_EVAL).")
    @Nullable
    String engine;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Requests in flight on each host, or auto: measured once a model and held; default 2.")
    @Nullable
    String concurrency;

    @Option(
            names = "--max-missing",
            paramLabel = "PERCENT",
            description = "Missing trials over which a combination is failed; default 10.")
    @Nullable
    String maxMissing;

    @Option(
            names = "--skip-missing",
            description = "Leave out named models and benchmarks that are not there, instead of stopping.")
    boolean skipMissing;

    @Option(names = "--quick", description = "20 items and the personalities baseline, technical_expert and cot.")
    boolean quick;

    @Override
    public void addTo(Map<String, String> given) {
        SettingOptions.put(given, "models", models);
        SettingOptions.put(given, "personalities", personalities);
        SettingOptions.put(given, "benchmarks", benchmarks);
        SettingOptions.put(given, "limit", limit);
        SettingOptions.put(given, "sample", sample);
        SettingOptions.put(given, "fewshot", fewshot);
        SettingOptions.put(given, "temperatures", temperatures);
        SettingOptions.put(given, "repeats", repeats);
        SettingOptions.put(given, "seed", seed);
        SettingOptions.put(given, "think", think);
        SettingOptions.put(given, "baseline_system", baselineSystem);
        SettingOptions.put(given, "scoring", scoring);
        SettingOptions.put(given, "engine", engine);
        data.addTo(given);
        SettingOptions.put(given, "concurrency", concurrency);
        SettingOptions.put(given, "max_missing", maxMissing);
        if (skipMissing) {
            given.put("skip_missing", "on");
        }
        if (quick) {
            given.putIfAbsent("limit", "20");
            given.putIfAbsent("personalities", "baseline,technical_expert,cot");
        }
    }
}
