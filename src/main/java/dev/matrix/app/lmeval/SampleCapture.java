package dev.matrix.app.lmeval;

import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.PromptHash;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.lmeval.LmEvalOutput;
import dev.matrix.lmeval.LmEvalSample;
import dev.matrix.lmeval.LmEvalTasks;
import dev.matrix.plan.TrialKeys;
import dev.matrix.scoring.LmEvalReading;
import dev.matrix.scoring.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what lm-eval wrote into trials of the journal, after looking whether it asked what was planned. */
final class SampleCapture {

    private final LmEvalParts parts;
    private final CombinationTurns work;
    private final LmEvalReading reading = new LmEvalReading();
    private final Scorer scorer = new Scorer();
    private final List<String> disagreements = new ArrayList<>();

    SampleCapture(LmEvalParts parts, CombinationTurns work) {
        this.parts = parts;
        this.work = work;
    }

    /** Why nothing of it can be taken: it sent other messages than the plan has. Empty when it did not. */
    Optional<String> otherMessages(LmEvalOutput output) {
        return output.samples().stream()
                .filter(sample -> !PromptHash.json(
                                work.conversation(sample.item()).messages())
                        .equals(sample.messages()))
                .findFirst()
                .map(sample -> "lm-eval " + output.version() + " sent other messages than planned for item "
                        + sample.item().id() + ": " + difference(sample)
                        + ". Use the version that parity was proved with, or report this");
    }

    private String difference(LmEvalSample sample) {
        String planned = PromptHash.json(work.conversation(sample.item()).messages());
        String sent = sample.messages();
        int at = 0;
        while (at < Math.min(planned.length(), sent.length()) && planned.charAt(at) == sent.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 20);
        return "'" + cut(sent, from) + "' instead of '" + cut(planned, from) + "'";
    }

    private static String cut(String text, int from) {
        return text.substring(Math.min(from, text.length()), Math.min(text.length(), from + 60));
    }

    /**
     * Hands over what is not known yet.
     *
     * @param seconds that these trials took together
     */
    void take(LmEvalOutput output, int repeat, double seconds) {
        List<LmEvalSample> samples = output.samples().stream()
                .filter(sample -> !work.done(sample.item(), repeat))
                .toList();
        // lm-eval keeps no times of single requests: each gets its share.
        long share = Math.round(seconds * 1e9 / Math.max(1, samples.size()));
        for (LmEvalSample sample : samples) {
            Trial trial = trial(sample, repeat, share);
            parts.ports().sink().keep(trial);
            parts.ports().sink().kept(trial);
            parts.say(new ExecutionEvent.TrialFinished(work.combination(), sample.item(), trial));
        }
    }

    /** Looks where lm-eval and this program disagree. */
    void compare(LmEvalOutput output, int repeat) {
        output.samples().forEach(sample -> compare(sample, trial(sample, repeat, 0)));
    }

    private Trial trial(LmEvalSample sample, int repeat, long share) {
        Conversation conversation = work.conversation(sample.item());
        Call call = new Call(
                Fingerprint.of(conversation.messages()),
                sample.reply(),
                "",
                List.of(),
                CallMetrics.wallOnly(share),
                Call.UNKNOWN,
                1,
                null);
        return new Trial(
                work.key(sample.item(), repeat),
                work.planned().id(),
                sample.item().id(),
                repeat,
                null,
                conversation.protocol(),
                TrialKeys.readBy(conversation),
                parts.clock().instant(),
                List.of(call));
    }

    /** What each filter reads, and what that is worth, must agree on every item, whether the rules are lm-eval's or matrix's. */
    private void compare(LmEvalSample sample, Trial trial) {
        LmEvalTask task = work.combination().benchmark().lmEval();
        boolean agree = task == null
                ? agree(sample, scorer.score(work.combination().benchmark(), sample.item(), trial))
                : reading.read(task, sample.item(), trial.protocol(), sample.reply()).stream()
                        .allMatch(own -> sample.says(own.chain(), own.filtered(), own.right()));
        if (!agree) {
            disagreements.add(sample.item().id());
        }
    }

    private static boolean agree(LmEvalSample sample, Score score) {
        return sample.says(LmEvalTasks.STRICT_FILTER, shown(score.strictReading()), score.strict() == 1)
                && sample.says(LmEvalTasks.FLEXIBLE_FILTER, shown(score.reading()), score.value() == 1);
    }

    private static String shown(@Nullable String reading) {
        return reading == null ? LmEvalSample.NOTHING : reading;
    }

    /** Items on which lm-eval and this program read something else or score it otherwise. */
    List<String> disagreements() {
        return List.copyOf(disagreements);
    }
}
