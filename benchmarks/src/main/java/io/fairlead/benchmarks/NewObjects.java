package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import java.util.List;

/** Many new ConfigMaps: one batch, kubectl, a loop over the bare client, and the requests alone. */
final class NewObjects {

    static final String NAME = "new-objects";
    static final Owner OWNER = Owner.of("fairlead/bench");

    private static final String OURS = "Fairlead, one batch";
    private static final String KUBECTL = "kubectl apply --server-side";
    private static final String LOOP = "fabric8 serverSideApply(), 32 threads";
    private static final String RAW = "prepared PATCHes through fabric8's HttpClient, 64";

    private NewObjects() {}

    static void measure(Stage stage, Settings settings, Report report) throws Exception {
        Cluster cluster = stage.cluster(options -> options);
        KubernetesClient peer = stage.peer();
        int count = settings.objects();
        List<Contender> contenders = List.of(
                Contender.here(OURS, namespace -> {
                    Operation<Void> apply = applying(Samples.configMaps(namespace, count));
                    return () -> cluster.run(apply);
                }),
                new Contender(KUBECTL, namespace -> {
                    String file = stage.kubectl().file(Samples.text(Samples.configMaps(namespace, count)));
                    return stage.kubectl().run("apply", "--server-side", "-f", file);
                }),
                Contender.here(LOOP, namespace -> {
                    List<HasMetadata> objects = Samples.configMaps(namespace, count);
                    return () -> Peers.loop(peer, objects, 32);
                }),
                Contender.here(RAW, namespace -> {
                    var requests = Peers.prepared(peer, Samples.configMaps(namespace, count));
                    return () -> Peers.raw(peer, requests, 64);
                }));
        report.section(count + " new ConfigMaps");
        Rounds rounds = Rounds.of(stage, NAME, settings.warmUps(), settings.rounds(), contenders);
        report.medians(rounds);
        String what = count + " new ConfigMaps: ";
        report.figure(Figure.atLeast(
                what + "as fast as kubectl apply --server-side",
                rounds.ratio(KUBECTL, OURS, Took::wallMillis),
                3.5,
                " x"));
        report.figure(Figure.atLeast(
                what + "as fast as a fabric8 loop, 32 threads", rounds.ratio(LOOP, OURS, Took::wallMillis), 1, " x"));
        report.figure(Figure.atLeast(
                what + "share of the raw requests' pace", 100 * rounds.ratio(RAW, OURS, Took::wallMillis), 90, " %"));
        report.figure(Figure.atMost(
                what + "client CPU of the fabric8 loop's", 100 * rounds.ratio(OURS, LOOP, Took::cpuMillis), 40, " %"));
    }

    /** The operation of one batch. */
    static Operation<Void> applying(List<HasMetadata> objects) {
        Batch batch = Batch.of(OWNER, objects);
        return Operation.doing(work -> work.apply(batch));
    }
}
