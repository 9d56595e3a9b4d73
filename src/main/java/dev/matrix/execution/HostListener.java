package dev.matrix.execution;

/** Tells what happens on one of several hosts so that it can be told apart from the others. Thread-safe. */
final class HostListener implements ExecutionListener {

    private final int host;
    private final String address;
    private final ExecutionListener all;
    private final HostEstimates estimates;

    /** @param all hears of every host */
    HostListener(int host, String address, ExecutionListener all, HostEstimates estimates) {
        this.host = host;
        this.address = address;
        this.all = all;
        this.estimates = estimates;
    }

    @Override
    public void on(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.Warning warning) {
            all.on(new ExecutionEvent.Warning(
                    warning.sentence().contains(address) ? warning.sentence() : address + ": " + warning.sentence()));
        } else if (event instanceof ExecutionEvent.Waiting waiting) {
            all.on(new ExecutionEvent.Waiting(waiting.why() + " on " + address));
        } else if (event instanceof ExecutionEvent.Estimate own) {
            estimates.joined(host, own).ifPresent(all::on);
        } else {
            if (event instanceof ExecutionEvent.ModelPlaced) {
                estimates.begins(host);
            } else if (event instanceof ExecutionEvent.ModelUnloading || event instanceof ExecutionEvent.HostLost) {
                estimates.ends(host);
            }
            all.on(event);
        }
    }
}
