package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.Cluster;
import io.fairlead.testbed.Requests;
import java.util.List;

/** The requests of an operation of one write call, beyond one for each object. */
final class RequestCounts {

    static final String NAME = "requests";

    private static final String LEASES = "leases.coordination.k8s.io";

    private RequestCounts() {}

    static void measure(Stage stage, Settings settings, Report report) throws Exception {
        Cluster cluster = stage.cluster(options -> options);
        report.section("Requests of an operation of one write call, counted at the server");
        cluster.run(NewObjects.applying(Samples.configMaps(stage.newNamespace(NAME), 1)));
        for (int count : List.of(1, 20)) {
            String namespace = stage.newNamespace(NAME);
            List<HasMetadata> objects = Samples.configMaps(namespace, count);
            of(stage, cluster, report, count + " new", objects);
            objects.forEach(object -> object.getMetadata().getLabels().put("changed", "true"));
            of(stage, cluster, report, count + " changed", objects);
        }
    }

    private static void of(Stage stage, Cluster cluster, Report report, String words, List<HasMetadata> objects)
            throws Exception {
        Requests all = stage.counted(() -> cluster.run(NewObjects.applying(objects)))
                .where(request -> !request.resource().equals(LEASES));
        report.line("%-12s %s", words, all.summary());
        report.figure(Figure.atMost("requests beyond the objects' own: " + words, all.count() - objects.size(), 2, ""));
    }
}
