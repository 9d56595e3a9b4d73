package dev.matrix.endurance;

import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Reach;
import dev.matrix.domain.Trial;
import dev.matrix.store.cache.CacheContents;
import dev.matrix.store.cache.CacheEntry;
import dev.matrix.store.cache.CacheGroup;
import dev.matrix.store.cache.TrialCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The cache across runs with many answers of one model: writes them, or looks them up in a process of its own and checks the bars; {@code bench/cache} does both. */
public final class CacheScale {

    private static final String DIGEST = "d1e5";
    private static final String VERSION = "0.32.15";
    private static final int FILES = 20;
    private static final int READS = 20_000;
    private static final double MOST_MEGABYTES = 100;
    private static final double MOST_SECONDS = 10;

    private final TrialCache cache;
    private final int answers;
    private boolean missed;

    private CacheScale(Path directory, int answers) {
        this.cache = new TrialCache(directory, Clock.systemUTC());
        this.answers = answers;
    }

    /** @param args {@code write} or {@code read}, the directory, and how many answers */
    public static void main(String[] args) throws IOException {
        CacheScale scale = new CacheScale(Path.of(args[1]), Integer.parseInt(args[2]));
        if (args[0].equals("write")) {
            scale.write();
        } else {
            scale.read();
            System.exit(scale.missed ? 1 : 0);
        }
    }

    private static String key(int number) {
        return new Fingerprint().add(number).hex();
    }

    private static CacheEntry entry(int number) {
        Call call = new Call(
                "0".repeat(64),
                "The answer is " + number + ". " + "x".repeat(150),
                "",
                List.of(),
                CallMetrics.wallOnly(20_000_000),
                "stop",
                1,
                null);
        Instant at = Instant.EPOCH.plusSeconds(number);
        return new CacheEntry(
                key(number),
                at,
                "qwen2.5:0.5b",
                DIGEST,
                VERSION,
                "run",
                Reach.REACHED,
                "seen in the prompt",
                new Trial(
                        "1".repeat(64),
                        "qwen2.5:0.5b/baseline/toy/t0",
                        "item-" + number,
                        0,
                        null,
                        Protocol.GENERATE,
                        Protocol.GENERATE,
                        at,
                        List.of(call)));
    }

    private void write() throws IOException {
        long start = System.nanoTime();
        for (int file = 0; file < FILES; file++) {
            try (CacheGroup group = cache.group(DIGEST, VERSION)) {
                for (int number = file * (answers / FILES); number < (file + 1) * (answers / FILES); number++) {
                    group.add(entry(number));
                }
                group.finish("a1", false);
            }
        }
        double micros = (System.nanoTime() - start) / 1e3 / answers;
        say("answers", answers, "in " + FILES + " files", "");
        say("bytes of one", (double) cache.bytes() / answers, "", "");
        say("microseconds to store one", micros, "", "with the look at the files before");
    }

    private void read() throws IOException {
        long before = used();
        long start = System.nanoTime();
        try (CacheGroup group = cache.group(DIGEST, VERSION)) {
            int size = group.size();
            double seconds = (System.nanoTime() - start) / 1e9;
            double megabytes = (used() - before) / 1e6;
            say("seconds for the first look", seconds, bar(seconds, MOST_SECONDS), "");
            say("megabytes kept", megabytes, bar(megabytes, MOST_MEGABYTES), "");
            start = System.nanoTime();
            int found = 0;
            for (int number = 0; number < 2 * answers; number++) {
                found += group.origin(key(number)) == null ? 0 : 1;
            }
            say(
                    "microseconds to find one",
                    (System.nanoTime() - start) / 1e3 / (2 * answers),
                    "",
                    "half are not there");
            start = System.nanoTime();
            Random random = new Random(1);
            int right = 0;
            for (int read = 0; read < READS; read++) {
                int number = random.nextInt(answers);
                right += group.read(key(number)).filter(entry(number)::equals).isPresent() ? 1 : 0;
            }
            say("microseconds to read one", (System.nanoTime() - start) / 1e3 / READS, "", "anywhere");
            require(
                    size == answers && found == answers && right == READS,
                    "not every answer was found as it was stored");
        }
        start = System.nanoTime();
        CacheContents contents = cache.contents();
        say("seconds of 'cache stats'", (System.nanoTime() - start) / 1e9, "", "");
        require(contents.entries() == answers, "stats counted " + contents.entries());
    }

    private String bar(double value, double most) {
        require(value <= most, value + " is more than " + most);
        return "at most " + Math.round(most);
    }

    private void require(boolean held, String otherwise) {
        if (!held) {
            missed = true;
            System.out.println("MISSED: " + otherwise);
        }
    }

    private static long used() {
        for (int round = 0; round < 3; round++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void say(String what, double value, String bar, String note) {
        System.out.println(String.format(Locale.ROOT, "%-28s %12.2f   %-12s %s", what, value, bar, note)
                .stripTrailing());
    }
}
