package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.Cluster;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A JVM that does one contender's job and nothing else: applies new ConfigMaps in the namespace that each line of its input names, and answers
 * with what it took.
 *
 * <p>Contenders in one JVM compile and collect at each other's expense, which is most of a young JVM's processor time.
 */
public final class Solo {

    private Solo() {}

    /** What it can do. */
    enum Way {
        /** Fairlead, one batch. */
        BATCH,
        /** The bare client, a loop over 32 threads. */
        LOOP,
        /** Prepared requests through the client's transport, 64 under way. */
        RAW;

        Clock.Task prepare(KubernetesClient client, Cluster cluster, List<HasMetadata> objects) {
            return switch (this) {
                case BATCH -> {
                    var apply = NewObjects.applying(objects);
                    yield () -> cluster.run(apply);
                }
                case LOOP -> () -> Peers.loop(client, objects, 32);
                case RAW -> {
                    var requests = Peers.prepared(client, objects);
                    yield () -> Peers.raw(client, requests, 64);
                }
            };
        }
    }

    /**
     * Serves rounds until its input ends.
     *
     * @param arguments the way, the kubeconfig's file, and how many objects
     */
    public static void main(String[] arguments) throws Exception {
        Way way = Way.valueOf(arguments[0]);
        Config config = Config.fromKubeconfig(Files.readString(Path.of(arguments[1])));
        int count = Integer.parseInt(arguments[2]);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                Cluster cluster = Cluster.using(client)) {
            for (String namespace = in.readLine(); namespace != null; namespace = in.readLine()) {
                Took took = Clock.of(way.prepare(client, cluster, Samples.configMaps(namespace, count)));
                out.println(took.wall().toNanos() + " " + took.cpu().toNanos());
            }
        }
    }
}
