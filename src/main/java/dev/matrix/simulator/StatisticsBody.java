package dev.matrix.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.simulator.SimulatorStatistics.ChatCall;
import dev.matrix.simulator.SimulatorStatistics.ModelActivity;
import dev.matrix.simulator.SimulatorStatistics.PromptUse;
import java.time.Duration;

/** The statistics as JSON: the names of {@link SimulatorStatistics} in snake_case; durations in seconds, points of time in its nanoseconds. Thread-safe. */
final class StatisticsBody {

    private final Json json;

    StatisticsBody(Json json) {
        this.json = json;
    }

    ObjectNode of(SimulatorStatistics statistics) {
        ObjectNode body = json.object()
                .put("requests", statistics.requests())
                .put("chat_requests", statistics.chatRequests())
                .put("reloads", statistics.reloads())
                .put("faults", statistics.faults())
                .put("abandoned", statistics.abandoned())
                .put("overtakings", statistics.overtakings())
                .put("max_in_flight", statistics.maxInFlight())
                .put("service_time", seconds(statistics.serviceTime()));
        ObjectNode loads = body.putObject("loads");
        statistics.loads().forEach(loads::put);
        ObjectNode models = body.putObject("models");
        statistics.models().forEach((name, activity) -> models.set(name, model(activity)));
        ArrayNode calls = body.putArray("calls");
        statistics.calls().forEach(call -> calls.add(call(call)));
        return body;
    }

    private ObjectNode model(ModelActivity activity) {
        ObjectNode body = json.object()
                .put("chat_requests", activity.chatRequests())
                .put("continued", activity.continued())
                .put("first_nanos", activity.firstNanos())
                .put("last_nanos", activity.lastNanos())
                .put("service_time", seconds(activity.serviceTime()))
                .put("mean_in_flight", activity.meanInFlight());
        body.set("prompts", use(activity.prompts()));
        body.set("continued_prompts", use(activity.continuedPrompts()));
        return body;
    }

    private ObjectNode use(PromptUse prompts) {
        return json.object()
                .put("tokens", prompts.tokens())
                .put("reused", prompts.reused())
                .put("reusable", prompts.reusable());
    }

    private ObjectNode call(ChatCall call) {
        return json.object()
                .put("model", call.model())
                .put("continued", call.continued())
                .put("start_nanos", call.startNanos())
                .put("end_nanos", call.endNanos())
                .put("service_nanos", call.serviceNanos());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
