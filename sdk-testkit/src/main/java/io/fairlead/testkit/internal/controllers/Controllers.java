package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.controllers.ControllerOptions.Part;
import io.fairlead.testkit.internal.store.Objects;
import io.fairlead.testkit.internal.time.SandboxTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The controllers of one Sandbox, from start to close.
 *
 * <p>They run on the time's own thread. Closing stops their watches; the time is closed by whoever made it.
 */
public final class Controllers implements AutoCloseable {
    private final Api api;
    private final List<Object> running;
    private final Machines machines;

    private Controllers(Api api, List<Object> running, Machines machines) {
        this.api = api;
        this.machines = machines;
        this.running = running;
    }

    /** Makes the nodes and the default StorageClass, and starts every controller that is not switched off. */
    public static Controllers start(Objects objects, SandboxTime time, ControllerOptions options) {
        Nodes.create(objects, time, options.nodes());
        if (options.storage()) {
            objects.type("storage.k8s.io/v1", "StorageClass")
                    .ifPresent(type -> objects.create(type, StorageClasses.standard(), Api.MANAGER));
        }
        var api = new Api(objects, time);
        var machines = new Machines(time);
        var running = new ArrayList<>();
        start(running, options, Part.VOLUME_BINDER, api, VolumeBinder::new);
        start(running, options, Part.SCHEDULER, api, Scheduler::new);
        start(running, options, Part.KUBELET, api, each -> new Kubelet(each, options.timing(), machines));
        start(running, options, Part.REPLICA_SET, api, ReplicaSetController::new);
        start(running, options, Part.DEPLOYMENT, api, DeploymentController::new);
        start(running, options, Part.STATEFUL_SET, api, StatefulSetController::new);
        start(running, options, Part.DAEMON_SET, api, DaemonSetController::new);
        start(running, options, Part.JOB, api, JobController::new);
        start(running, options, Part.CRON_JOB, api, CronJobController::new);
        start(running, options, Part.DISRUPTION, api, DisruptionController::new);
        start(running, options, Part.AUTOSCALER, api, each -> new AutoscalerController(each, options.metrics()));
        start(running, options, Part.ENDPOINT_SLICE, api, EndpointSliceController::new);
        start(running, options, Part.CERTIFICATE_SIGNER, api, CertificateSigner::new);
        start(running, options, Part.NODE_LIFECYCLE, api, each -> new NodeLifecycle(each, machines));
        start(running, options, Part.NODE_LIFECYCLE, api, TaintEviction::new);
        start(running, options, Part.NODE_LIFECYCLE, api, PodCollector::new);
        if (options.loadBalancers()) {
            running.add(new LoadBalancers(api));
        }
        api.start();
        return new Controllers(api, List.copyOf(running), machines);
    }

    private static void start(
            List<Object> running, ControllerOptions options, Part part, Api api, Function<Api, Object> controller) {
        if (options.runs(part)) {
            running.add(controller.apply(api));
        }
    }

    /** The machines behind the nodes. */
    public Machines machines() {
        return machines;
    }

    /** How many controllers run. */
    public int size() {
        return running.size();
    }

    @Override
    public void close() {
        api.close();
    }
}
