package dev.matrix.cli;

import dev.matrix.app.ShowTrials;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.domain.Call;
import dev.matrix.domain.Message;
import dev.matrix.domain.PromptHash;
import dev.matrix.domain.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints single trials: what was asked, what came back, what was read from it and why that is right or wrong. */
final class ShowView {

    private static final int REPLY = 4000;

    private final Screen screen;

    ShowView(Screen screen) {
        this.screen = screen;
    }

    /** Prints one trial. */
    void show(ShowTrials.View view) {
        screen.result("=== " + view.trial().combinationId() + "  " + view.benchmark() + " item "
                + SafeText.line(view.item().id(), 100)
                + (view.trial().repeat() > 0 ? "  repeat " + view.trial().repeat() : ""));
        List<Call> calls = view.trial().calls();
        for (int i = 0; i < calls.size(); i++) {
            if (i < view.calls().size()) {
                // A second call repeats the first one's messages: only what is new is shown again.
                List<Message> messages = view.calls().get(i);
                int from = i == 0 ? 0 : view.calls().get(0).size() + 1;
                messages.subList(Math.min(from, messages.size()), messages.size())
                        .forEach(message -> turn(message.role(), message.content()));
            }
            reply(calls.get(i));
        }
        verdict(view);
        screen.result("");
    }

    private void turn(String role, String text) {
        screen.result("[" + role + "]" + (text.isEmpty() ? " (empty)" : ""));
        if (!text.isEmpty()) {
            screen.result(SafeText.block(text));
        }
    }

    private void reply(Call call) {
        String cut = call.text().length() > REPLY ? call.text().substring(0, REPLY) + " ..." : call.text();
        turn("reply", cut);
        if (!call.thinking().isEmpty()) {
            screen.result("[thinking] " + SafeText.line(call.thinking(), 400));
        }
        List<String> known = known(call);
        if (!known.isEmpty()) {
            screen.result("(" + String.join(", ", known) + ")");
        }
    }

    /** What is known of how a call went; of one that another engine made that may be nothing. */
    static List<String> known(Call call) {
        List<String> known = new ArrayList<>();
        if (call.failure() != null) {
            known.add("failed: " + SafeText.line(call.failure().message(), 400));
        } else if (!call.doneReason().equals(Call.UNKNOWN)) {
            known.add("ended by " + call.doneReason());
        }
        if (call.metrics().promptTokens() >= 0) {
            known.add(call.metrics().promptTokens() + " prompt tokens");
        }
        if (call.metrics().generatedTokens() >= 0) {
            known.add(call.metrics().generatedTokens() + " generated");
        }
        if (!known.isEmpty()) {
            known.add(call.attempts() + (call.attempts() == 1 ? " attempt" : " attempts"));
        }
        return known;
    }

    private void verdict(ShowTrials.View view) {
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

    /** Prints all of them as JSON. */
    void json(ShowTrials.Shown shown) {
        screen.result(new Json()
                .text(Map.of(
                        "trials", shown.views().stream().map(ShowView::fields).toList(), "more", shown.more())));
    }

    private static Map<String, Object> fields(ShowTrials.View view) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("combination", view.trial().combinationId());
        fields.put("benchmark", view.benchmark());
        fields.put("item", view.item().id());
        fields.put("repeat", view.trial().repeat());
        fields.put("question", view.item().question());
        fields.put("gold", view.gold());
        fields.put("calls", view.calls());
        fields.put("prompt_hash", PromptHash.of(view.calls().get(0)));
        fields.put(
                "replies",
                view.trial().calls().stream().map(call -> call.text()).toList());
        fields.put("outcome", view.score().outcome().label());
        fields.put("reading", view.score().reading());
        fields.put("strict_reading", view.score().strictReading());
        fields.put("correct", view.score().scored() ? view.score().correct() : null);
        fields.put("baseline_correct", view.baselineCorrect());
        return fields;
    }
}
