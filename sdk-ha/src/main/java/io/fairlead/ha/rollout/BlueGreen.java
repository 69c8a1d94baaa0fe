package io.fairlead.ha.rollout;

import io.fairlead.operation.Amendment;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Work;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Releases to a second Deployment of full size, switches a Service to it by one write, and once it has proved itself releases to the workload
 * itself, switches back, and takes the second one away.
 *
 * <p>So names, selectors and manifests are the same after each release. Until the workload itself is changed, one write leads back.
 */
final class BlueGreen implements Strategy {

    private static final String SUFFIX = "-next";

    private final Gates before;
    private final Optional<String> service;
    private final Duration keeping;

    BlueGreen(BlueGreenSpec spec, Optional<Gate> arbiter) {
        this.before = new Gates(spec.gates(), arbiter);
        this.service = spec.service();
        this.keeping = spec.keeping();
    }

    @Override
    public Run prepare(Work work, Workload workload, Release release, String tried) {
        before.refuseUntied(workload, tried);
        Set<String> telling = new LinkedHashSet<>(
                workload.tree().at("spec", "selector", "matchLabels").names());
        Twin green = new Twin(workload, SUFFIX, telling, release.owner());
        green.refuseUnlessPossible(work, tried);
        Tree switched = switched(PodServices.of(work, workload), workload, tried);
        return (inner, wanted) -> perform(inner, workload, release, green, switched, wanted);
    }

    private Tree switched(PodServices services, Workload workload, String tried) {
        List<Tree> found = services.services().stream()
                .filter(one -> service.isEmpty() || one.text("metadata", "name").equals(service))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new RolloutRefused(
                    tried,
                    service.map(name -> "Service " + name + " does not send to its pods.")
                            .orElse("No Service sends to its pods, so there is nothing to switch."),
                    "Check the Service's selector.",
                    workload.ref());
        }
        throw new RolloutRefused(
                tried,
                "Several Services send to its pods: " + services.names() + ".",
                "Say which one is switched: blueGreen(b -> b.service(...)).",
                workload.ref());
    }

    private Release.Released perform(
            Work work, Workload workload, Release release, Twin green, Tree service, Map<String, Object> wanted) {
        green.apply(work, wanted, workload.replicas());
        green.await(work, release.limit());
        Ref preview = green.applyService(work, service);
        work.judge(new ServingGate(preview, workload.replicas(), release.limit()));
        Workload now = work.find(green.ref())
                .map(Workload::new)
                .orElseThrow(() -> work.abort(green.ref() + " was deleted by somebody else"));
        Optional<RolloutFailed> untold = before.ask(work, now);
        if (untold.isPresent()) {
            return release.ended(workload, wanted, untold);
        }
        select(work, service.ref(), green.labels());
        untold = release.judge(work, now);
        if (untold.isPresent()) {
            return release.ended(workload, wanted, untold);
        }
        if (!keeping.isZero()) {
            work.note(green.ref(), "it serves; " + workload.ref() + " stands by for " + keeping);
            work.pause(keeping);
            green.await(work, release.limit());
        }
        release.promote(work, workload, wanted);
        select(work, service.ref(), service.at("spec", "selector").toMap());
        work.judge(new ServingGate(service.ref(), workload.replicas(), release.limit()));
        work.delete(green.ref());
        work.delete(preview);
        return release.ended(workload, wanted, Optional.empty());
    }

    /** One write: there is no moment at which the Service selects something in between. */
    private static void select(Work work, Ref service, Map<String, Object> labels) {
        work.amend(service, Amendment.of(edit -> edit.replace("/spec/selector", labels)));
    }
}
