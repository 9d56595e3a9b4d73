package dev.matrix.execution;

import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Failure;
import dev.matrix.domain.Message;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.CallRunner.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks the conversation of one trial: all its calls, one after the other. Thread-safe. */
final class TrialRunner {

    private final RunParts parts;
    private final CallRunner calls;
    private final ResidentModel resident;

    TrialRunner(RunParts parts, CallRunner calls, ResidentModel resident) {
        this.parts = parts;
        this.calls = calls;
        this.resident = resident;
    }

    /** Everything that can be done before it is asked. */
    PreparedTrial prepare(TrialTask task) {
        Conversation conversation = parts.ports()
                .conversations()
                .conversation(task.combination(), task.item(), task.readBy(), resident.baseline());
        return new PreparedTrial(
                task,
                conversation,
                question(task, conversation.messages(), conversation.firstCall(), conversation.maxTokens()),
                parts.keys().key(task.combination(), conversation, task.repeat()));
    }

    /** Empty when the run was cancelled before the trial's last call had ended. */
    Optional<Trial> run(PreparedTrial prepared) {
        TrialTask task = prepared.task();
        Conversation conversation = prepared.conversation();
        Optional<Call> first = ask(task, prepared.first());
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<Call> all = new ArrayList<>(first.stream().toList());
        if (conversation instanceof ReasonThenRead reasoned && first.get().failure() == null) {
            Optional<Call> second = ask(
                    task,
                    question(
                            task,
                            reasoned.closing(first.get().reasoning()),
                            reasoned.readBy(),
                            reasoned.answerTokens()));
            if (second.isEmpty()) {
                return Optional.empty();
            }
            all.add(second.get());
        }
        return Optional.of(trial(prepared, all));
    }

    /** The trial without a reply. */
    Trial failed(TrialTask task, Failure why) {
        PreparedTrial prepared = prepare(task);
        Call call = new Call(prepared.first().messagesHash(), "", "", List.of(), CallMetrics.wallOnly(0), "", 1, why);
        return trial(prepared, List.of(call));
    }

    private Optional<Call> ask(TrialTask task, Question question) {
        return calls.call(question, resident.watch(), new Purpose(task.combination(), task.item(), true));
    }

    private Question question(TrialTask task, List<Message> messages, Protocol protocol, int maxTokens) {
        return Question.of(
                new TrialRequests(parts.keys())
                        .request(task.combination(), task.repeat(), messages, protocol, maxTokens, resident.options()),
                resident.watch());
    }

    private Trial trial(PreparedTrial prepared, List<Call> all) {
        TrialTask task = prepared.task();
        return new Trial(
                prepared.key(),
                task.combination().cell(),
                task.item().id(),
                task.repeat(),
                task.combination().control(),
                prepared.conversation().protocol(),
                task.readBy(),
                parts.time().clock().instant(),
                all);
    }
}
