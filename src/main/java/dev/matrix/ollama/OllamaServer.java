package dev.matrix.ollama;

import dev.matrix.domain.FailureKind;
import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.SizeRange;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.LoadOptions;
import dev.matrix.inference.ModelServer;
import dev.matrix.inference.ServerInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a server has and holds in memory. Thread-safe; an interrupt closes the connection, stays set, and ends the method with an exception. */
final class OllamaServer implements ModelServer {

    private static final String CHAT = "/api/chat";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** How far the server's clock may be from ours. */
    private static final Duration SKEW = Duration.ofMinutes(1);
    /** Less is the inaccuracy of one clock. */
    private static final Duration MOVED = Duration.ofMillis(500);
    /** How long a model that has been loaded may be missing in the list. */
    private static final Duration LISTED_WITHIN = Duration.ofSeconds(2);

    private final Questions questions;
    private final OllamaHost host;
    private final OllamaSettings settings;
    private final LongSupplier ticker;
    private final Sleeper sleeper;
    private final Clock clock;

    OllamaServer(
            Questions questions,
            OllamaHost host,
            OllamaSettings settings,
            LongSupplier ticker,
            Sleeper sleeper,
            Clock clock) {
        this.questions = questions;
        this.host = host;
        this.settings = settings;
        this.ticker = ticker;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    @Override
    public ServerInfo info() {
        String path = "/api/version";
        Wire.Version answer = questions.get(path, Wire.Version.class);
        String version = answer.version();
        if (version == null || version.isBlank()) {
            throw questions.errors().notOllama(path, new ErrorText("", "", true, false), new IllegalStateException());
        }
        ServerVersion parsed = ServerVersion.parse(version);
        return new ServerInfo(
                host.display(),
                CleanText.line(version),
                parsed.logprobs(),
                parsed.noSilentCuts(),
                parsed.promptCounts(),
                Boolean.TRUE.equals(answer.simulated()));
    }

    @Override
    public List<InstalledModel> installed(SizeRange range) {
        List<Wire.Tag> tags =
                orEmpty(questions.get("/api/tags", Wire.Tags.class).models());
        ModelSelector selector = new ModelSelector(range);
        return TagGroup.group(tags).stream()
                .map(group -> inspected(group, selector))
                .toList();
    }

    /** Details hold what the list lacks: the exact count, the SYSTEM text, and with older servers the capabilities. A cloud model has none of its own. */
    private InstalledModel inspected(TagGroup group, ModelSelector selector) {
        Wire.Tag tag = group.kept();
        if (ModelFacts.isCloud(tag)) {
            return selector.judge(ModelFacts.of(tag, null), group.aliases(), List.of());
        }
        Document document = details(tag);
        if (!document.isOk()) {
            String note = "The details of " + tag.fullName() + " could not be read (status " + document.status()
                    + "); it is judged by the server's list alone.";
            return selector.judge(ModelFacts.of(tag, null), group.aliases(), List.of(note));
        }
        Wire.Show show = questions.ok("/api/show", document, Wire.Show.class);
        return selector.judge(ModelFacts.of(tag, show), group.aliases(), List.of());
    }

    private Document details(Wire.Tag tag) {
        try {
            return questions.ask("/api/show", Map.of("model", tag.fullName()), settings.query());
        } catch (ExchangeException e) {
            throw questions.errors().unreadable(e);
        }
    }

    @Override
    public Optional<String> digest(String model) {
        return orEmpty(questions.get("/api/tags", Wire.Tags.class).models()).stream()
                .filter(tag -> ModelName.same(tag.fullName(), model))
                .map(Wire.Tag::digestOrEmpty)
                .filter(found -> !found.isEmpty())
                .findFirst();
    }

    @Override
    public List<LoadedModel> loaded() {
        return orEmpty(questions.get("/api/ps", Wire.Running.class).models()).stream()
                .map(OllamaServer::loaded)
                .toList();
    }

    /** Each request puts off the time at which its model leaves memory; one that goes on keeps a model beyond it. */
    @Override
    public List<LoadedModel> inUse() {
        List<Wire.RunningModel> before =
                orEmpty(questions.get("/api/ps", Wire.Running.class).models());
        pause(LOOK);
        Instant past = clock.instant().minus(SKEW);
        return orEmpty(questions.get("/api/ps", Wire.Running.class).models()).stream()
                .filter(running -> before.stream().anyMatch(each -> used(each, running, past)))
                .map(OllamaServer::loaded)
                .toList();
    }

    private static boolean used(Wire.RunningModel before, Wire.RunningModel after, Instant past) {
        Instant earlier = before.expiry();
        Instant later = after.expiry();
        return Objects.equals(before.name(), after.name())
                && earlier != null
                && later != null
                && (later.isBefore(past) || Duration.between(earlier, later).compareTo(MOVED) > 0);
    }

    @Override
    public LoadReport preload(String model, LoadOptions options, Duration budget) {
        long start = ticker.getAsLong();
        Document document;
        try {
            document = questions.ask(CHAT, ChatBody.preload(model, options), budget);
        } catch (ExchangeException e) {
            throw e.kind() == FailureKind.FIRST_BYTE_TIMEOUT
                    ? questions.errors().loadTimedOut(model, budget)
                    : questions.errors().unreadable(e);
        }
        if (!document.isOk()) {
            throw questions.errors().notLoaded(model, document.status(), questions.error(document));
        }
        if (questions.ok(CHAT, document, Wire.Chunk.class).hasError()) {
            throw questions.errors().notLoaded(model, document.status(), questions.error(document));
        }
        Duration wall = Duration.ofNanos(ticker.getAsLong() - start);
        return new LoadReport(wall, listed(model).orElse(new LoadedModel(model, "", 0, 0, 0)));
    }

    /** A model that is there is not given up because the server cannot say what it takes. */
    private Optional<LoadedModel> listed(String model) {
        try {
            return pollUntil(model, true, LISTED_WITHIN).or(() -> underAnotherName(model));
        } catch (MatrixException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    @Override
    public void unload(String model, Duration budget) {
        Document document;
        try {
            document = questions.ask(CHAT, ChatBody.unload(model), settings.query());
        } catch (ExchangeException e) {
            throw questions.errors().unreadable(e);
        }
        if (document.status() == 404) {
            // It was deleted: its name can be asked for nothing any more, and what it holds, its keep-alive frees.
            return;
        }
        if (!document.isOk() || questions.ok(CHAT, document, Wire.Chunk.class).hasError()) {
            throw questions.errors().status(CHAT, document, questions.error(document));
        }
        if (pollUntil(model, false, budget).isPresent()) {
            throw questions.errors().notUnloaded(model, budget);
        }
    }

    @Override
    public Optional<String> render(ChatRequest request) {
        Document document;
        try {
            document = questions.ask(CHAT, ChatBody.render(request), settings.load());
        } catch (ExchangeException e) {
            throw questions.errors().unreadable(e);
        }
        if (!document.isOk()) {
            return Optional.empty();
        }
        Wire.DebugInfo info = questions.ok(CHAT, document, Wire.Chunk.class).debugInfo();
        return info == null ? Optional.empty() : Optional.ofNullable(info.renderedTemplate());
    }

    /** Looks until the model is listed, or no longer is, or the budget is used up; returns what the last look showed. */
    private Optional<LoadedModel> pollUntil(String model, boolean listed, Duration budget) {
        long end = ticker.getAsLong() + budget.toNanos();
        Optional<LoadedModel> found = find(model);
        while (found.isPresent() != listed && ticker.getAsLong() < end) {
            pause(POLL);
            found = find(model);
        }
        return found;
    }

    private Optional<LoadedModel> find(String model) {
        return loaded().stream()
                .filter(loaded -> ModelName.same(loaded.name(), model))
                .findFirst();
    }

    /** The server lists a model under the name that loaded it first, which may be another client's name for the same digest. */
    private Optional<LoadedModel> underAnotherName(String model) {
        Optional<String> digest = digest(model);
        return loaded().stream()
                .filter(loaded -> digest.isPresent() && loaded.digest().equals(digest.get()))
                .findFirst();
    }

    private void pause(Duration time) {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MatrixException(
                    MatrixException.Kind.SERVER, "Waiting for the server at " + host.display() + " was cancelled.", e);
        }
    }

    private static LoadedModel loaded(Wire.RunningModel running) {
        String name = running.name() == null ? running.model() : running.name();
        return new LoadedModel(
                name == null ? "" : name,
                running.digest() == null ? "" : running.digest(),
                orZero(running.size()),
                orZero(running.sizeVram()),
                running.contextLength() == null ? 0 : running.contextLength());
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
