package dev.matrix.execution;

import dev.matrix.inference.ModelClient;
import dev.matrix.inference.ModelServer;

/**
 * What a run is connected to. All of it is called from several threads.
 *
 * @param server loads and unloads models
 * @param client asks them
 * @param conversations renders what is asked
 * @param letterMass reads probe replies
 * @param sink keeps finished trials; an exception that it throws stops the run and comes out of it
 * @param listener watches
 * @param stopping says how far combinations are asked
 * @param abortInFlight closes the connections of all open calls, for a cancellation within two seconds; runs on the cancelling thread
 */
public record ExecutionPorts(
        ModelServer server,
        ModelClient client,
        ConversationSource conversations,
        LetterMass letterMass,
        TrialSink sink,
        ExecutionListener listener,
        StoppingRule stopping,
        Runnable abortInFlight) {

    /** The same with another watcher. */
    ExecutionPorts watchedBy(ExecutionListener other) {
        return new ExecutionPorts(server, client, conversations, letterMass, sink, other, stopping, abortInFlight);
    }
}
