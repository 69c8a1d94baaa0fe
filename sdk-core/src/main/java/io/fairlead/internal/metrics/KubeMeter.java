package io.fairlead.internal.metrics;

/** The meters of the way to the API server: their names and what they count are part of the product. */
public enum KubeMeter {

    /** Timer; tags {@code verb}, {@code resource}, {@code code}: attempts that were answered. */
    REQUESTS("fairlead.kube.requests", "Attempts that the API server answered"),

    /** Timer; tags {@code verb}, {@code resource}, {@code fate} (not_sent, unknown, hopeless): attempts without an answer. */
    LOST("fairlead.kube.lost", "Attempts that got no answer"),

    /** Counter; tags {@code verb}, {@code resource}: how often a request was sent again. */
    RETRIES("fairlead.kube.retries", "Requests sent again"),

    /** Gauge, requests: how many may be under way at a time. */
    WINDOW("fairlead.kube.window", "Requests that may be under way at a time"),

    /** Gauge, 0 or 1: whether requests are held back since the API server seems to be gone. */
    CIRCUIT_OPEN("fairlead.kube.circuit.open", "1 while requests are held back from a server that is gone");

    private final String meter;
    private final String description;

    KubeMeter(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    /** The meter's name in Micrometer's dotted form. */
    public String meter() {
        return meter;
    }

    /** What it counts, in a line. */
    public String description() {
        return description;
    }
}
