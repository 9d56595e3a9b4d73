package dev.matrix.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Takes each request to its endpoint and answers errors in the words of the real server. Thread-safe. */
final class Router implements HttpHandler {

    private static final String TEXT = "text/plain; charset=utf-8";
    /** Not of the real server's: what this one has served. */
    private static final String STATISTICS = "/simulator/statistics";

    private static final Set<String> READ = Set.of("GET", "HEAD");
    private static final String OPENAI = "/v1/";

    private static final Map<String, Set<String>> ROUTES = Map.of(
            "/",
            READ,
            "/api/version",
            READ,
            "/api/tags",
            READ,
            "/api/ps",
            Set.of("GET"),
            "/api/show",
            Set.of("POST"),
            "/api/chat",
            Set.of("POST"),
            "/api/generate",
            Set.of("POST"),
            OPENAI + "chat/completions",
            Set.of("POST"),
            OPENAI + "models",
            READ,
            STATISTICS,
            Set.of("GET"));
    private static final Pattern LOCAL_HOST = Pattern.compile(
            "|localhost|\\[.*]|127\\.[\\d.]+|10\\.[\\d.]+|192\\.168\\.[\\d.]+|172\\.(?:1[6-9]|2\\d|3[01])\\.[\\d.]+|0\\.0\\.0\\.0"
                    + "|.*\\.(?:localhost|local|internal)");

    private final SimulatorSettings settings;
    private final Json json;
    private final RequestParser parser;
    private final OpenAiParser openAi;
    private final ReplyForms forms;
    private final Inventory inventory;
    private final Scheduler scheduler;
    private final FaultInjector faults;
    private final FaultEffects effects;
    private final FaultWriter broken;
    private final GenerationEndpoint generation;
    private final StatisticsRecorder recorder;
    private final StatisticsBody statistics;

    Router(
            SimulatorSettings settings,
            Json json,
            Inventory inventory,
            Scheduler scheduler,
            FaultInjector faults,
            FaultEffects effects,
            ReplyForms forms,
            GenerationEndpoint generation,
            StatisticsRecorder recorder) {
        this.settings = settings;
        this.json = json;
        this.parser = new RequestParser(json, settings.strict());
        this.openAi = new OpenAiParser(json, settings.strict());
        this.forms = forms;
        this.inventory = inventory;
        this.scheduler = scheduler;
        this.faults = faults;
        this.effects = effects;
        this.broken = new FaultWriter(json, forms.ollama());
        this.generation = generation;
        this.recorder = recorder;
        this.statistics = new StatisticsBody(json);
    }

    @Override
    public void handle(HttpRequest request, HttpReply reply) throws IOException, InterruptedException {
        if (!request.path().equals(STATISTICS)) {
            // Looking at the counts must not change them.
            recorder.request();
        }
        Set<String> methods = ROUTES.get(request.path());
        if (!local(request.headers().getOrDefault("host", ""))) {
            reply.send(403, "", new byte[0]);
        } else if (methods == null) {
            text(404, "404 page not found", reply);
        } else if (!methods.contains(request.method())) {
            text(405, "405 method not allowed", reply);
        } else {
            answer(request, reply);
        }
    }

    private void answer(HttpRequest request, HttpReply reply) throws IOException, InterruptedException {
        try {
            route(request, reply);
        } catch (WireException e) {
            ReplyForm form = request.path().startsWith(OPENAI) ? forms.openAi() : forms.ollama();
            ObjectNode body = form.error(e.status(), e.text());
            if (e.status() == 401) {
                body.put("signin_url", "https://ollama.com/connect");
            }
            reply.send(e.status(), Json.TYPE, json.bytes(body));
        }
    }

    private void route(HttpRequest request, HttpReply reply) throws IOException, InterruptedException, WireException {
        switch (request.path()) {
            case "/" -> text(200, "Ollama is running", reply);
            case "/api/version" ->
                answer(
                        FaultStage.VERSION,
                        reply,
                        () -> json.object()
                                .put("version", settings.reportedVersion())
                                .put("simulated", true));
            case "/api/tags" -> answer(FaultStage.TAGS, reply, inventory::tags);
            case "/api/ps" -> answer(FaultStage.PS, reply, () -> inventory.ps(scheduler.residents()));
            case "/api/show" -> show(request, reply);
            case STATISTICS -> send(statistics.of(recorder.snapshot(faults.strikes())), reply);
            case OPENAI + "models" -> send(inventory.openAiModels(), reply);
            case OPENAI + "chat/completions" -> generation.handle(openAi.chat(request.body()), reply);
            case "/api/chat" -> generation.handle(parser.chat(request.body()), reply);
            default -> generation.handle(parser.generate(request.body()), reply);
        }
    }

    /** Answers a question about the server, or breaks the answer. */
    private void answer(FaultStage stage, HttpReply reply, Supplier<ObjectNode> body) throws IOException {
        Optional<Fault> fault = faults.next(stage, "");
        if (fault.isPresent()) {
            effects.apply(fault.get());
            broken.instead(fault.get(), reply);
        } else {
            send(body.get(), reply);
        }
    }

    private void show(HttpRequest request, HttpReply reply) throws IOException, WireException {
        Fields fields = json.fields("ShowRequest", request.body());
        String name = fields.text("model").isEmpty() ? fields.text("name") : fields.text("model");
        if (name.isEmpty()) {
            throw WireException.badRequest("model is required");
        }
        SimulatedModel model = inventory.find(name);
        Optional<Fault> fault = faults.next(FaultStage.SHOW, model.name());
        fault.ifPresent(each -> effects.apply(each, model));
        if (fault.isPresent() && !fault.get().kind().goesOn()) {
            broken.instead(fault.get(), reply);
        } else {
            send(inventory.show(inventory.find(name)), reply);
        }
    }

    private void send(ObjectNode body, HttpReply reply) throws IOException {
        reply.send(200, Json.TYPE, json.bytes(body));
    }

    private static void text(int status, String text, HttpReply reply) throws IOException {
        reply.send(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A server that is bound to the loopback address answers only under local names. */
    private static boolean local(String host) {
        String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return LOCAL_HOST.matcher(name).matches();
    }
}
