package dev.matrix.simulator;

/** What a fault does to the server behind the reply that it breaks: processes that die, models that go. Thread-safe. */
final class FaultEffects {

    private final Inventory inventory;
    private final Scheduler scheduler;

    FaultEffects(Inventory inventory, Scheduler scheduler) {
        this.inventory = inventory;
        this.scheduler = scheduler;
    }

    /** Lets a fault of a request that names no model take effect. */
    void apply(Fault fault) {
        if (fault.kind() == Fault.Kind.RESTART || fault.kind() == Fault.Kind.DOWN) {
            scheduler.forgetAll();
        }
    }

    /** Lets a fault take effect that struck a request for this model. */
    void apply(Fault fault, SimulatedModel model) {
        switch (fault.kind()) {
            case CRASH -> scheduler.crash(model);
            case DELETED -> inventory.delete(model);
            case REPULLED -> inventory.pullAnew(model);
            default -> apply(fault);
        }
    }
}
