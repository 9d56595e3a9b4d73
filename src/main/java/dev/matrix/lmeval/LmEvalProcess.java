package dev.matrix.lmeval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One process of lm-eval, from its start to its end. It is ended with all that it started when it is cancelled, or when nothing has moved for longer than a
 * request may take; when this program is killed, it ends by itself, since its standard input ends. {@link #run} is called once; {@link #cancel} from any thread at any time.
 */
public final class LmEvalProcess {

    private static final String OPENAI_KEY = "OPENAI_API_KEY";
    private static final Duration LOOK = Duration.ofMillis(200);

    private final LmEvalProgram program;
    private final LmEvalOrder order;
    private final LongSupplier nanoTime;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicLong lastSign = new AtomicLong();
    private final Object lock = new Object();
    private @Nullable Process process;

    public LmEvalProcess(LmEvalProgram program, LmEvalOrder order, LongSupplier nanoTime) {
        this.program = program;
        this.order = order;
        this.nanoTime = nanoTime;
    }

    /** How a process ended. */
    public sealed interface End {

        /**
         * It wrote its results, and they are those that were asked for.
         *
         * @param seconds that the process took
         */
        record Finished(LmEvalOutput output, double seconds) implements End {}

        /** It did not; why, in one clause. */
        record Failed(String reason) implements End {}

        /** It was stopped. */
        record Cancelled() implements End {}
    }

    /** Starts it and waits for its end. */
    public End run(LmEvalListener listener) {
        RunFiles files = new RunFiles(order);
        files.write();
        long start = nanoTime.getAsLong();
        ProgressLines lines = new ProgressLines(listener);
        Process started;
        try {
            started = start(files);
        } catch (IOException e) {
            return new End.Failed("lm-eval could not be started: " + e.getMessage());
        }
        if (started == null) {
            return new End.Cancelled();
        }
        Thread reader = reader(started, lines);
        boolean hung = !await(started);
        join(reader);
        files.tidy();
        if (cancelled.get()) {
            return new End.Cancelled();
        }
        if (hung) {
            return new End.Failed("lm-eval was stopped, since nothing had moved for "
                    + order.patience().toMinutes() + " minutes; its last words: " + lines.reason());
        }
        return end(started.exitValue(), lines, (nanoTime.getAsLong() - start) / 1e9);
    }

    /** An exit code of 0 proves nothing: lm-eval only warns when it cannot save its results. */
    private End end(int code, ProgressLines lines, double seconds) {
        if (code != 0) {
            return new End.Failed("lm-eval ended with exit code " + code + ": " + lines.reason());
        }
        try {
            return new End.Finished(LmEvalOutput.read(order), seconds);
        } catch (LmEvalOutput.IncompleteException e) {
            return new End.Failed(e.getMessage() + "; its last words: " + lines.reason());
        }
    }

    /** Ends it within two seconds; nothing is started any more. Returns when it is gone. */
    public void cancel() {
        Process running;
        synchronized (lock) {
            cancelled.set(true);
            running = process;
        }
        if (running != null) {
            new ProcessTree(running, nanoTime).kill();
        }
    }

    private @Nullable Process start(RunFiles files) throws IOException {
        List<String> words = new ArrayList<>(program.command());
        words.add("run");
        words.add("--config");
        words.add(order.directory().resolve(RunFiles.CONFIG).toAbsolutePath().toString());
        Path directory = order.directory().toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("stdout.txt").toFile());
        environment(builder.environment(), files, directory);
        synchronized (lock) {
            if (cancelled.get()) {
                return null;
            }
            Process started = builder.start();
            process = started;
            lastSign.set(nanoTime.getAsLong());
            return started;
        }
    }

    private void environment(Map<String, String> environment, RunFiles files, Path directory) {
        environment.put("HF_HUB_OFFLINE", "1");
        environment.put("HF_DATASETS_OFFLINE", "1");
        environment.put("HF_DATASETS_CACHE", files.datasets().toAbsolutePath().toString());
        environment.put("PYTHONUNBUFFERED", "1");
        environment.put("PYTHONIOENCODING", "utf-8");
        environment.put("PYTHONUTF8", "1");
        // Its "git hash" is that of the directory it runs in: a repository around the results is not lm-eval's.
        environment.put("GIT_CEILING_DIRECTORIES", String.valueOf(directory.getParent()));
        // Requests to the model server never go through a proxy in the native engine either.
        environment.put("NO_PROXY", "*");
        environment.put("no_proxy", "*");
        key(environment);
    }

    /** lm-eval sends the key of OpenAI to whatever server it asks: this one gets its own, or none. */
    private static void key(Map<String, String> environment) {
        String own = environment.get("OLLAMA_API_KEY");
        if (own == null || own.isBlank()) {
            environment.remove(OPENAI_KEY);
        } else {
            environment.put(OPENAI_KEY, own);
        }
    }

    /** False when it had to be ended because nothing moved. */
    private boolean await(Process running) {
        try {
            while (!running.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (nanoTime.getAsLong() - lastSign.get() > order.patience().toNanos()) {
                    new ProcessTree(running, nanoTime).kill();
                    return false;
                }
            }
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private Thread reader(Process running, ProgressLines lines) {
        ErrorStream stream = new ErrorStream(
                running.errorReader(StandardCharsets.UTF_8),
                order.directory().resolve(RunFiles.LOG),
                lines,
                () -> lastSign.set(nanoTime.getAsLong()));
        Thread reader = new Thread(stream, "lm-eval");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private static void join(Thread reader) {
        try {
            reader.join(LOOK.multipliedBy(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
