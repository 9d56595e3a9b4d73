package dev.matrix.cli;

import dev.matrix.app.Gate;
import dev.matrix.app.PreparedRun;
import dev.matrix.app.RunJob;
import dev.matrix.app.RunOutcome;
import dev.matrix.app.RunRequest;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.console.Figures;
import dev.matrix.console.Progress;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description = "Run models x personalities x benchmarks and say what was found.",
        footer = {
            "",
            "Examples: matrix run --demo",
            "          matrix run --concurrency 4",
            "          matrix run --models qwen2.5:0.5b --system \"mine=You are a careful tutor.\" --limit 50",
            "          matrix run --resume",
            "",
            ExitCode.HELP
        })
final class RunCommand implements Callable<Integer> {

    private static final int SENTENCE = 500;

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        if (common.verbose) {
            session.verboseLog().accept(screen::log);
        }
        Settings settings = options.settings(session, common);
        RunRequest request = options.request(session, settings);
        RunJob job = session.runJob(settings, screen);
        Gate gate = options.gate(session);
        RunConversation conversation =
                options.conversation(session, common, settings, screen).before(gate::requireMatches);
        if (options.dryRun) {
            Optional<PreparedRun> plan = job.plan(request, conversation);
            plan.ifPresent(prepared -> gate.requireMatches(prepared.summary()));
            new PlanView(screen).show(plan, conversation.reason(), options.json);
            return ExitCode.OK;
        }
        Optional<RunOutcome> outcome = run(job, request, conversation, settings, screen);
        if (outcome.isEmpty() && options.json) {
            screen.result(new Json().text(nothing(conversation.reason())));
        }
        return outcome.map(ended -> report(screen, settings, ended, gate))
                .orElseGet(() -> nothingChecked(screen, gate));
    }

    private Optional<RunOutcome> run(
            RunJob job, RunRequest request, RunConversation conversation, Settings settings, Screen screen) {
        try (Progress progress =
                new Progress(screen, session.ports().nanoTime(), settings.value(SettingKeys.MAX_MISSING))) {
            return job.run(request, conversation, progress);
        } catch (RuntimeException | Error failure) {
            Optional<String> wayOn = conversation.wayOn();
            if (wayOn.isPresent()) {
                throw new UnfinishedRun(failure, wayOn.get());
            }
            throw failure;
        }
    }

    /** Results without a run: a program that reads them finds no combinations instead of no document. */
    private static Map<String, Object> nothing(String reason) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format_version", 1);
        document.put("reason", reason);
        document.put("results", Map.of());
        document.put("statistics", Map.of());
        document.put("combinations", List.of());
        return document;
    }

    /** Where nothing was run, no rule was met. */
    private static int nothingChecked(Screen screen, Gate gate) {
        if (gate.isOpen()) {
            return ExitCode.OK;
        }
        screen.error("Nothing was run, so that no threshold was checked.");
        return ExitCode.INCOMPLETE;
    }

    private int report(Screen screen, Settings settings, RunOutcome outcome, Gate gate) {
        GateView gateView = new GateView(screen);
        boolean cut = outcome.cancelled() || outcome.serverLost();
        Gate.Checked checked = cut ? new Gate.Checked(List.of(), List.of()) : gate.check(outcome);
        if (options.json) {
            screen.result(cut || gate.isOpen() ? outcome.json() : gateView.document(outcome.json(), checked));
        } else {
            new SummaryView(screen).show(outcome.forPeople());
        }
        if (outcome.cancelled()) {
            return ExitCode.INTERRUPTED;
        }
        if (outcome.serverLost()) {
            return ExitCode.SERVER;
        }
        if (outcome.budgetUsedUp()) {
            screen.message("The budget is used up. Ask the rest with a larger one: "
                    + options.resumeCommand(outcome.runId(), common, settings) + " --budget TIME");
        }
        if (outcome.notComplete() > 0) {
            screen.warning(Figures.count(outcome.notComplete(), "combination")
                    + (outcome.notComplete() == 1 ? " is" : " are")
                    + " not complete. Ask the missing trials again with: "
                    + options.resumeCommand(outcome.runId(), common, settings));
        }
        List<String> refused = options.strict ? outcome.doubts() : List.of();
        refused.forEach(doubt -> screen.error("--strict: " + SafeText.line(doubt, SENTENCE)));
        int missed = gateView.exitCode(checked);
        return outcome.failed() > 0 || !refused.isEmpty() ? ExitCode.INCOMPLETE : missed;
    }
}
