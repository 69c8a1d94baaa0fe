package io.fairlead.ha.rollout;

import io.fairlead.operation.Gate;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.List;

/**
 * Whether a Service sends to enough pods. The slices that say so have names that nobody knows beforehand, so a plan cannot wait for them: it
 * asks.
 */
record ServingGate(Ref service, int pods, Duration limit) implements Gate {

    private static final Kind SLICE = Kind.of("discovery.k8s.io/v1", "EndpointSlice");
    private static final Duration PACE = Duration.ofMillis(200);

    @Override
    public String question() {
        return service + " sends to " + pods + (pods == 1 ? " ready pod" : " ready pods");
    }

    @Override
    public String whom() {
        return "its EndpointSlices";
    }

    @Override
    public Verdict ask(Asking asking) {
        Selection slices =
                Selection.namespace(service.namespace()).labelled("kubernetes.io/service-name=" + service.name());
        while (true) {
            long ready = asking.list(SLICE, slices).stream()
                    .flatMap(slice -> slice.trees("endpoints").stream())
                    .filter(ServingGate::isReady)
                    .flatMap(endpoint -> endpoint.text("targetRef", "uid").stream())
                    .distinct()
                    .count();
            if (ready >= pods) {
                return Verdict.passed(ready + " pods are ready");
            }
            asking.tell(service + " sends to " + ready + " of " + pods);
            asking.pause(PACE);
        }
    }

    private static boolean isReady(Tree endpoint) {
        return endpoint.flag("conditions", "ready").orElse(true);
    }

    @Override
    public List<Permission> permissions() {
        return List.of(Permission.of("list", "discovery.k8s.io", "endpointslices", service.namespace()));
    }

    @Override
    public String toString() {
        return question();
    }
}
