package io.fairlead.examples;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.FairleadMetrics;
import io.fairlead.FairleadObservations;
import io.fairlead.event.Event;
import io.fairlead.event.EventListener;
import io.fairlead.event.LogListener;
import io.fairlead.event.Progress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Consumer;

/** Hear what a run does: a terminal, a log, meters, traces, and a listener of your own. */
final class WatchARun {

    private WatchARun() {}

    static Cluster watched(
            KubernetesClient client, Consumer<String> terminal, MeterRegistry meters, ObservationRegistry traces) {
        return Cluster.using(
                client,
                o -> o.listener(Progress.to(terminal))
                        .listener(LogListener.to("shop.release"))
                        .listener(FairleadObservations.in(traces))
                        .metrics(FairleadMetrics.bindTo(meters)));
    }

    static EventListener audit(Consumer<String> book) {
        return event -> {
            if (event instanceof Event.Wrote wrote) {
                book.accept(wrote.at() + " " + wrote.action() + " " + wrote.ref());
            }
        };
    }
}
