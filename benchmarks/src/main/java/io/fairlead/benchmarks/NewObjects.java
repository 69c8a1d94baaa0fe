package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import java.nio.file.Path;
import java.util.List;

/** Many new ConfigMaps: one batch, kubectl, a loop over the bare client, and the requests alone, each in a process of its own. */
final class NewObjects {

    static final String NAME = "new-objects";
    static final Owner OWNER = Owner.of("fairlead/bench");

    private static final String OURS = "Fairlead, one batch";
    private static final String KUBECTL = "kubectl apply --server-side";
    private static final String LOOP = "fabric8 serverSideApply(), 32 threads";
    private static final String RAW = "prepared PATCHes through fabric8's HttpClient, 64";

    private NewObjects() {}

    static void measure(Stage stage, Settings settings, Report report) throws Exception {
        int count = settings.objects();
        Path kubeconfig = stage.kubeconfig();
        report.section(count + " new ConfigMaps");
        Rounds rounds;
        try (SoloProcess batch = new SoloProcess(Solo.Way.BATCH, kubeconfig, count);
                SoloProcess loop = new SoloProcess(Solo.Way.LOOP, kubeconfig, count);
                SoloProcess raw = new SoloProcess(Solo.Way.RAW, kubeconfig, count)) {
            List<Contender> contenders = List.of(
                    new Contender(OURS, batch::round),
                    new Contender(KUBECTL, namespace -> {
                        String file = stage.kubectl().file(Samples.text(Samples.configMaps(namespace, count)));
                        return stage.kubectl().run("apply", "--server-side", "-f", file);
                    }),
                    new Contender(LOOP, loop::round),
                    new Contender(RAW, raw::round));
            rounds = Rounds.of(stage, NAME, settings.warmUps(), settings.rounds(), contenders);
        }
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
