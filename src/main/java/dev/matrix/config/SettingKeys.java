package dev.matrix.config;

import static dev.matrix.config.SettingParsers.concurrency;
import static dev.matrix.config.SettingParsers.engine;
import static dev.matrix.config.SettingParsers.limit;
import static dev.matrix.config.SettingParsers.list;
import static dev.matrix.config.SettingParsers.longWhole;
import static dev.matrix.config.SettingParsers.onOff;
import static dev.matrix.config.SettingParsers.oneOf;
import static dev.matrix.config.SettingParsers.orWord;
import static dev.matrix.config.SettingParsers.path;
import static dev.matrix.config.SettingParsers.points;
import static dev.matrix.config.SettingParsers.seconds;
import static dev.matrix.config.SettingParsers.share;
import static dev.matrix.config.SettingParsers.temperature;
import static dev.matrix.config.SettingParsers.text;
import static dev.matrix.config.SettingParsers.time;
import static dev.matrix.config.SettingParsers.whole;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Concurrency;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Sample;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.StopWhen;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All settings with their defaults; config/matrix.yaml explains them to users. */
public final class SettingKeys {

    private static final int MANY = Integer.MAX_VALUE;

    /** Where the server listens, or several do; each read as Ollama's own clients do. */
    public static final SettingKey<String> HOST = new SettingKey<>("host", text(), "http://127.0.0.1:11434");

    /** Names of models; empty: those that are detected in range. */
    public static final SettingKey<Optional<List<String>>> MODELS = new SettingKey<>(
            "models", orWord("detected", list(text()), "must be names separated by commas"), "detected");

    /** Expressions of {@link PersonalitySelection}. */
    public static final SettingKey<List<String>> PERSONALITIES =
            new SettingKey<>("personalities", list(text()), String.join(",", Catalogue.STANDARD_PERSONALITIES));

    /** Expressions of {@link Catalogue#benchmarks}. */
    public static final SettingKey<List<String>> BENCHMARKS =
            new SettingKey<>("benchmarks", list(text()), String.join(",", Catalogue.STANDARD_BENCHMARKS));

    /** Items a benchmark. */
    public static final SettingKey<Limit> LIMIT = new SettingKey<>("limit", limit(), "100");

    /** Which items a limit keeps. */
    public static final SettingKey<Sample> SAMPLE = new SettingKey<>("sample", oneOf(Sample.class), "stratified");

    /** Solved examples before each item; empty: the benchmark's own count. */
    public static final SettingKey<Optional<Integer>> FEWSHOT = new SettingKey<>(
            "fewshot", orWord("own", whole(0, MANY), "must be a whole number of at least 0, or own"), "own");

    /** The temperature axis. */
    public static final SettingKey<List<BigDecimal>> TEMPERATURES =
            new SettingKey<>("temperatures", list(temperature()), "0");

    /** How often each item is asked. */
    public static final SettingKey<Integer> REPEATS = new SettingKey<>("repeats", whole(1, MANY), "1");

    /** The seed of sampling and of every request. */
    public static final SettingKey<Long> SEED = new SettingKey<>("seed", longWhole(), "42");

    /** Whether models that can think may. */
    public static final SettingKey<Boolean> THINK = new SettingKey<>("think", onOff(), "off");

    /** What stands in the place of a system prompt when there is none. */
    public static final SettingKey<BaselineSystem> BASELINE_SYSTEM =
            new SettingKey<>("baseline_system", oneOf(BaselineSystem.class), "empty");

    /** How replies become scores. */
    public static final SettingKey<ScoringMode> SCORING = new SettingKey<>("scoring", oneOf(ScoringMode.class), "auto");

    /** Who asks. */
    public static final SettingKey<Engine> ENGINE = new SettingKey<>("engine", engine(), "native");

    /** Where lm-eval is looked for: an interpreter, a script or a virtual environment; the word alone looks on the PATH. */
    public static final SettingKey<String> LM_EVAL = new SettingKey<>("lm_eval", text(), "lm_eval");

    /** The smallest difference that matters, in points. */
    public static final SettingKey<Double> SESOI = new SettingKey<>("sesoi", points(), "5");

    /** Personalities of the primary family; empty: all. */
    public static final SettingKey<Optional<List<String>>> COMPARE = new SettingKey<>(
            "compare", orWord("all", list(text()), "must be names separated by commas, or all"), "all");

    /** Whether baseline is asked a second time, last in each model. */
    public static final SettingKey<Boolean> CONTROL = new SettingKey<>("control", onOff(), "off");

    /** How long a run may take; empty: as long as it needs. */
    public static final SettingKey<Optional<Duration>> BUDGET = new SettingKey<>(
            "budget", orWord("none", time(), "must be a time such as 2h, 1h30m, 90m or 45s, or none"), "none");

    /** When a personality is asked no more. */
    public static final SettingKey<StopWhen> STOP_WHEN = new SettingKey<>("stop_when", oneOf(StopWhen.class), "end");

    /** Requests in flight. */
    public static final SettingKey<Concurrency> CONCURRENCY =
            new SettingKey<>("concurrency", concurrency(), Integer.toString(Concurrency.USUAL));

    /** Where runs are kept. */
    public static final SettingKey<Path> RESULTS_DIR = new SettingKey<>("results_dir", path(), "results");

    /** Where checkpoints are kept. */
    public static final SettingKey<Path> CHECKPOINTS_DIR = new SettingKey<>("checkpoints_dir", path(), "checkpoints");

    /** Whether answers of other runs stay out, and those of this one to themselves. */
    public static final SettingKey<Boolean> NO_CACHE = new SettingKey<>("no_cache", onOff(), "off");

    /** Where answers are kept across runs; empty: in the user's cache directory. */
    public static final SettingKey<Optional<Path>> CACHE_DIR =
            new SettingKey<>("cache_dir", orWord("auto", path(), "must be a path, or auto"), "auto");

    /** {@code auto}, {@code bundled} or a directory with published files. */
    public static final SettingKey<String> DATA = new SettingKey<>("data", text(), "auto");

    /** Fetch nothing from the hub. */
    public static final SettingKey<Boolean> OFFLINE = new SettingKey<>("offline", onOff(), "off");

    /** Share of missing trials in percent above which a combination has failed. */
    public static final SettingKey<Double> MAX_MISSING = new SettingKey<>("max_missing", share(100), "10");

    /** Leave out models that are named but not installed. */
    public static final SettingKey<Boolean> SKIP_MISSING = new SettingKey<>("skip_missing", onOff(), "off");

    /** Time to connect. */
    public static final SettingKey<Duration> TIMEOUT_CONNECT = new SettingKey<>("timeouts.connect", seconds(), "5");

    /** Time from the request to the first piece of the reply. */
    public static final SettingKey<Duration> TIMEOUT_FIRST_BYTE =
            new SettingKey<>("timeouts.first_byte", seconds(), "120");

    /** Time between two pieces of a reply. */
    public static final SettingKey<Duration> TIMEOUT_IDLE = new SettingKey<>("timeouts.idle", seconds(), "60");

    /** Time of a whole call. */
    public static final SettingKey<Duration> TIMEOUT_TOTAL = new SettingKey<>("timeouts.total", seconds(), "600");

    /** Time to load a model. */
    public static final SettingKey<Duration> TIMEOUT_LOAD = new SettingKey<>("timeouts.load", seconds(), "600");

    /** All settings in the order in which they are shown. */
    public static final List<SettingKey<?>> ALL = List.of(
            HOST,
            MODELS,
            PERSONALITIES,
            BENCHMARKS,
            LIMIT,
            SAMPLE,
            FEWSHOT,
            TEMPERATURES,
            REPEATS,
            SEED,
            THINK,
            BASELINE_SYSTEM,
            SCORING,
            ENGINE,
            LM_EVAL,
            SESOI,
            COMPARE,
            CONTROL,
            BUDGET,
            STOP_WHEN,
            CONCURRENCY,
            RESULTS_DIR,
            CHECKPOINTS_DIR,
            NO_CACHE,
            CACHE_DIR,
            DATA,
            OFFLINE,
            MAX_MISSING,
            SKIP_MISSING,
            TIMEOUT_CONNECT,
            TIMEOUT_FIRST_BYTE,
            TIMEOUT_IDLE,
            TIMEOUT_TOTAL,
            TIMEOUT_LOAD);

    private SettingKeys() {}
}
