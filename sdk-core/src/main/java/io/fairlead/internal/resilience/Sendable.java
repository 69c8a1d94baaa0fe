package io.fairlead.internal.resilience;

/** What this layer needs to know of a request. */
public interface Sendable {

    /** Kubernetes' own word for what it does: {@code get}, {@code list}, {@code create}, {@code patch} ... */
    String verb();

    /** What it does it to, without names: {@code apps/deployments/scale}; for metrics and messages. */
    String resource();

    /** Whether sending it twice does no more than sending it once. */
    boolean repeatable();
}
