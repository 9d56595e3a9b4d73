package dev.matrix.app.lmeval;

import dev.matrix.execution.ExecutionEvent;
import dev.matrix.lmeval.LmEvalListener;
import dev.matrix.lmeval.LmEvalOrder;
import dev.matrix.lmeval.LmEvalOutput;
import dev.matrix.lmeval.LmEvalProcess;
import dev.matrix.lmeval.ReplyCache;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the repeats of one combination. What lm-eval said is kept before the trials: a cell is never complete without it. Used by one thread. */
final class CombinationAsking {

    private static final Logger LOG = LoggerFactory.getLogger(CombinationAsking.class);

    private final LmEvalParts parts;
    private final LmEvalEngine execution;
    private final CombinationTurns work;
    private final CombinationOrders orders;
    private final ServerContext.Seen seen;
    private final SampleCapture capture;
    private final CombinationLedger ledger;

    CombinationAsking(
            LmEvalParts parts,
            LmEvalEngine execution,
            CombinationTurns work,
            CombinationOrders orders,
            ServerContext.Seen seen) {
        this.parts = parts;
        this.execution = execution;
        this.work = work;
        this.orders = orders;
        this.seen = seen;
        this.capture = new SampleCapture(parts, work);
        this.ledger = new CombinationLedger(parts, work, orders);
    }

    /** Asks a repeat by one process; why it failed, if it did. */
    Optional<String> ask(int repeat) {
        LmEvalOrder order = orders.order(repeat);
        Requests requests = new Requests();
        long start = parts.nanoTime().getAsLong();
        LmEvalProcess.End end = execution.run(order, requests);
        double seconds = (parts.nanoTime().getAsLong() - start) / 1e9;
        execution.answered(requests.sent());
        Optional<String> refusal = refusal(order, end);
        if (refusal.isEmpty() && execution.goesOn() && end instanceof LmEvalProcess.End.Finished finished) {
            take(finished.output(), repeat, seconds);
        } else {
            ledger.spent(seconds);
        }
        return refusal;
    }

    private Optional<String> refusal(LmEvalOrder order, LmEvalProcess.End end) {
        if (!execution.goesOn()) {
            return Optional.empty();
        }
        Optional<String> shrunk = seen.look();
        if (shrunk.isPresent()) {
            new ReplyCache(order).forget();
            return shrunk;
        }
        if (end instanceof LmEvalProcess.End.Failed failure) {
            return Optional.of(failure.reason());
        }
        return end instanceof LmEvalProcess.End.Finished finished
                ? capture.otherMessages(finished.output())
                : Optional.empty();
    }

    private void take(LmEvalOutput output, int repeat, double seconds) {
        capture.compare(output, repeat);
        ledger.answered(output, repeat, capture.disagreements(), seen.tokens(), seconds);
        capture.take(output, repeat, ledger.open(seconds));
    }

    /** Items on which lm-eval and this program read something else or score it otherwise. */
    List<String> disagreements() {
        return capture.disagreements();
    }

    /** Counts what one process asks of the server: its progress begins with what its cache had. */
    private final class Requests implements LmEvalListener {

        private int first = -1;
        private int last = -1;

        @Override
        public synchronized void answered(int done, int of) {
            first = first < 0 ? done : first;
            last = Math.max(last, done);
            parts.say(new ExecutionEvent.Answered(work.combination(), done, of));
        }

        @Override
        public void line(String text) {
            LOG.info("lm-eval: {}", text);
        }

        synchronized int sent() {
            return last - first;
        }
    }
}
