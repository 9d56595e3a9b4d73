package dev.matrix.cli;

import dev.matrix.app.ShowTrials;
import dev.matrix.config.Settings;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.domain.Call;
import dev.matrix.domain.Message;
import dev.matrix.domain.Score;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description =
                "Show single trials: question, exact messages, reply, what was read and why it is right or wrong.",
        footer = {
            "",
            "Example: matrix show RUN --personality cot --benchmark gsm8k --wrong",
            "         matrix show RUN --personality technical_expert --flips",
            "",
            ExitCode.HELP
        })
final class ShowCommand implements Callable<Integer> {

    private static final int REPLY = 4000;

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's name or path.")
    private String run = "";

    @Option(names = "--model", paramLabel = "NAME", description = "Only this model.")
    private @Nullable String model;

    @Option(names = "--personality", paramLabel = "NAME", description = "Only this personality.")
    private @Nullable String personality;

    @Option(names = "--benchmark", paramLabel = "NAME", description = "Only this benchmark.")
    private @Nullable String benchmark;

    @Option(names = "--wrong", description = "Only scored trials that are not right.")
    private boolean wrong;

    @Option(names = "--flips", description = "Only items whose correctness differs from baseline's.")
    private boolean flips;

    @Option(names = "--most", paramLabel = "N", defaultValue = "5", description = "At most N trials; default 5.")
    private int most = 5;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = session.settings(common, storage);
        ShowTrials.Shown shown = new ShowTrials(session.runs(settings))
                .show(run, new ShowTrials.Query(model, personality, benchmark, wrong, flips, Math.max(1, most)));
        if (json) {
            screen.result(new Json()
                    .text(Map.of(
                            "trials",
                            shown.views().stream().map(ShowTrials::fields).toList(),
                            "more",
                            shown.more())));
            return ExitCode.OK;
        }
        shown.views().forEach(view -> print(screen, view));
        if (shown.views().isEmpty()) {
            screen.message("No trial of " + run + " matches.");
        } else if (shown.more() > 0) {
            screen.message(shown.more() + " more match; --most N shows more of them.");
        }
        return ExitCode.OK;
    }

    private static void print(Screen screen, ShowTrials.View view) {
        screen.result("=== " + view.trial().combination() + "  item "
                + SafeText.line(view.item().id(), 100)
                + (view.trial().repeat() > 0 ? "  repeat " + view.trial().repeat() : ""));
        List<Call> calls = view.trial().calls();
        for (int i = 0; i < calls.size(); i++) {
            if (i < view.calls().size()) {
                // A second call repeats the first one's messages: only what is new is shown again.
                List<Message> messages = view.calls().get(i);
                int from = i == 0 ? 0 : view.calls().get(0).size() + 1;
                messages.subList(Math.min(from, messages.size()), messages.size())
                        .forEach(message -> turn(screen, message.role(), message.content()));
            }
            reply(screen, calls.get(i));
        }
        verdict(screen, view);
        screen.result("");
    }

    private static void turn(Screen screen, String role, String text) {
        screen.result("[" + role + "]" + (text.isEmpty() ? " (empty)" : ""));
        if (!text.isEmpty()) {
            screen.result(SafeText.block(text));
        }
    }

    private static void reply(Screen screen, Call call) {
        String cut = call.text().length() > REPLY ? call.text().substring(0, REPLY) + " ..." : call.text();
        turn(screen, "reply", cut);
        if (!call.thinking().isEmpty()) {
            screen.result("[thinking] " + SafeText.line(call.thinking(), 400));
        }
        screen.result("("
                + (call.failure() == null
                        ? "ended by " + call.doneReason()
                        : "failed: " + SafeText.line(call.failure().message(), 400))
                + ", " + call.metrics().promptTokens() + " prompt tokens, "
                + call.metrics().generatedTokens() + " generated, " + call.attempts() + " attempts)");
    }

    private static void verdict(Screen screen, ShowTrials.View view) {
        Score score = view.score();
        screen.result("right answer: " + SafeText.line(view.gold(), 300));
        if (!score.scored()) {
            screen.result("outcome: " + score.outcome().label() + "; missing, not scored");
            return;
        }
        String read = score.reading() == null ? "nothing" : SafeText.line(score.reading(), 100);
        screen.result("read from the reply: " + read + " (" + (score.strictReading() == null ? "not " : "")
                + "in the asked format); outcome " + score.outcome().label());
        String why = score.reading() == null
                ? "no answer could be read"
                : score.correct() ? "it is the right answer" : "it is not the right answer";
        screen.result((score.correct() ? "RIGHT: " : "WRONG: ")
                + why
                + (score.ambiguous() ? "; ambiguous: an unseen letter could have won" : "")
                + (view.baselineCorrect() == null
                        ? ""
                        : "; baseline " + (view.baselineCorrect() ? "had it right" : "had it wrong")));
    }
}
