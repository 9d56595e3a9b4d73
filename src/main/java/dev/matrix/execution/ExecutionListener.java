package dev.matrix.execution;

/** Watches a run. Called from several threads, quickly and in no promised order between threads; must be thread-safe and must not throw. */
@FunctionalInterface
public interface ExecutionListener {

    void on(ExecutionEvent event);
}
