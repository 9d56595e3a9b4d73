package dev.matrix.endurance;

import dev.matrix.app.ServerConnection;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.Message;
import dev.matrix.domain.Model;
import dev.matrix.domain.SizeRange;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import dev.matrix.inference.ModelClient;
import dev.matrix.inference.ModelServer;
import dev.matrix.inference.ServerInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model server inside the process that answers at once, so that a million trials measure the program and nothing else. It is right on about six items in
 * ten; a personality gives another answer than baseline would on one item in seven. Thread-safe.
 */
final class InstantServer implements ServerConnection, ModelServer, ModelClient {

    private static final String ADDRESS = "http://instant";
    private static final int CONTEXT = 8_192;
    private static final Pattern ITEM = Pattern.compile("number (\\d+)");
    /** So that a line of the journal has about 600 bytes. */
    private static final String SMALL_TALK = "Let me look.";

    private final int models;
    private final IntConsumer questions;
    private volatile String resident = "";
    private int asked;

    /**
     * @param models how many it has
     * @param questions told the number of each question before it is answered, from 1; checks are none
     */
    InstantServer(int models, IntConsumer questions) {
        this.models = models;
        this.questions = questions;
    }

    @Override
    public ChatResult chat(ChatRequest request) {
        if (request.maxTokens() > 1) {
            questions.accept(next());
        }
        String prompt = rendered(request);
        Matcher item = ITEM.matcher(prompt.substring(prompt.lastIndexOf("user: ")));
        String text = item.find() ? SMALL_TALK + answer(request, Integer.parseInt(item.group(1))) : "Yes.";
        int tokens = text.length() / 4;
        return new ChatResult.Reply(
                text,
                "",
                List.of(),
                new CallMetrics(
                        prompt.length() / 4,
                        tokens,
                        91_234_567,
                        1_234_567,
                        20_000_000,
                        3_000_000L * tokens,
                        92_345_678),
                "stop");
    }

    private synchronized int next() {
        return ++asked;
    }

    private static String answer(ChatRequest request, int item) {
        int own = draw(request.model(), item);
        int persona = request.messages().stream()
                .filter(message -> message.role().equals("system"))
                .map(Message::content)
                .collect(Collectors.joining())
                .hashCode();
        boolean other = persona != 0 && draw(request.model() + persona, item) % 7 == 0;
        boolean right = (own % 10 < 6) != other;
        if (prompt(request).contains("A. ")) {
            return " The answer is " + ScaleWorkload.letter(right ? item : item + 1 + own % 3) + ".";
        }
        return " That makes\n#### " + (right ? ScaleWorkload.sum(item) : ScaleWorkload.sum(item) + 1 + own % 5);
    }

    private static String prompt(ChatRequest request) {
        return request.messages().get(request.messages().size() - 1).content();
    }

    private static int draw(String who, int item) {
        int mixed = (who.hashCode() * 31 + item) * 0x9E3779B1;
        return ((mixed ^ (mixed >>> 15)) * 0x85EBCA6B) >>> 8;
    }

    @Override
    public ServerInfo info() {
        ServerInfo.Ability able = new ServerInfo.Ability(true, "any version");
        return new ServerInfo(ADDRESS, "0.32.15", able, able, true, true);
    }

    @Override
    public List<InstalledModel> installed(SizeRange range) {
        return IntStream.range(0, models)
                .mapToObj(number -> new Model(
                        "made-up-%02d:1b".formatted(number),
                        "%064x".formatted(number + 1),
                        1e9,
                        1_000_000_000L + number,
                        "llama",
                        "Q4_K_M",
                        Set.of("completion"),
                        "",
                        CONTEXT))
                .map(model -> new InstalledModel(model, true, true, "1b is in range", List.of(), List.of()))
                .toList();
    }

    @Override
    public List<LoadedModel> loaded() {
        return resident.isEmpty() ? List.of() : List.of(new LoadedModel(resident, "", 1, 0, CONTEXT));
    }

    @Override
    public LoadReport preload(String model, LoadOptions options, Duration budget) {
        resident = model;
        return new LoadReport(Duration.ZERO, new LoadedModel(model, "", 1, 0, options.contextTokens()));
    }

    @Override
    public void unload(String model, Duration budget) {
        resident = "";
    }

    @Override
    public Optional<String> render(ChatRequest request) {
        return Optional.of(rendered(request));
    }

    private static String rendered(ChatRequest request) {
        return request.messages().stream()
                .map(message -> message.role() + ": " + message.content())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public ModelServer server() {
        return this;
    }

    @Override
    public ModelClient client() {
        return this;
    }

    @Override
    public String address() {
        return ADDRESS;
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void abortInFlight() {
        // Nothing is ever open.
    }

    @Override
    public void close() {
        // There is nothing to free.
    }
}
