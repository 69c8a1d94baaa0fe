package io.fairlead;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Batch;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of {@link KilledTest}, and the process that carries one out: the server, the namespace, the operation, a file. */
final class KilledProgram {

    static final Owner SHOP = Owner.of("fairlead/shop");
    private static final Owner SCALING = Owner.of("fairlead/scaling");
    private static final Owner OTHER = Owner.of("fairlead/other");

    private KilledProgram() {}

    /** Carries one operation out, and ends with 0 when it was done. */
    public static void main(String[] arguments) {
        Config config = Config.empty();
        config.setMasterUrl(arguments[0]);
        config.setRequestRetryBackoffLimit(0);
        String namespace = arguments[1];
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                Cluster cluster = Cluster.using(client, options -> options.namespace(namespace))) {
            cluster.run(named(arguments[2], namespace, Path.of(arguments[3])));
        }
    }

    private static Map<String, Object> configMap(String name, Map<String, String> data) {
        return Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name), "data", data);
    }

    private static Ref configMap(String namespace, String name) {
        return Ref.of(ConfigMap.class, namespace + "/" + name);
    }

    private static String deployment(String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "%s"}]}
                """.formatted(image);
    }

    private static Operation<?> set(String namespace, String... names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ")
                    .append(name)
                    .append("}\ndata: {members: '")
                    .append(names.length)
                    .append("'}\n");
        }
        return Apply.of(
                Manifests.parse(text.toString()), apply -> apply.as(SHOP).pruning(namespace + "/members"));
    }

    /** What is there before, some of it by somebody else. */
    static void prepare(Cluster cluster) {
        cluster.run(Operation.doing(work -> {
            work.apply(Batch.ofTrees(
                    SHOP,
                    List.of(
                            configMap("mine", Map.of("key", "old", "gone", "soon")),
                            configMap("amended", Map.of("key", "old")),
                            configMap("deleted", Map.of("key", "old")))));
            work.apply(Batch.ofTrees(
                    OTHER,
                    List.of(
                            configMap("mine", Map.of("foreign", "kept", "shared", "theirs")),
                            configMap("amended", Map.of("foreign", "kept")))));
        }));
        cluster.run(Apply.of(Manifests.parse(deployment("registry.example/web:1")), apply -> apply.as(SHOP)));
        cluster.run(set(cluster.namespace(), "first", "second", "pruned"));
    }

    /** The operations, by their names. */
    static List<String> names() {
        return List.of("application", "two owners", "prune", "delete", "gates", "external step");
    }

    static Operation<?> named(String name, String namespace, Path file) {
        switch (name) {
            case "application":
                return Apply.of(Manifests.parse(deployment("registry.example/web:2") + """
                        ---
                        apiVersion: v1
                        kind: Service
                        metadata: {name: web}
                        spec: {selector: {app: web}, ports: [{port: 80}]}
                        ---
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: web}
                        stringData: {password: correct-horse}
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: mine}
                        data: {key: new, more: new}
                        """), apply -> apply.as(SHOP));
            case "two owners":
                return Operation.doing(work -> {
                    work.apply(Batch.ofTrees(SHOP, List.of(configMap("mine", Map.of("key", "new", "shared", "ours"))))
                            .takingOver());
                    work.apply(Batch.ofTrees(SCALING, List.of(configMap("mine", Map.of("scale", "2", "key", "newer"))))
                            .takingOver());
                });
            case "prune":
                return set(namespace, "first", "second");
            case "delete":
                return Operation.doing(work -> work.delete(configMap(namespace, "deleted")));
            case "gates":
                return Operation.doing(work -> {
                    work.apply(Batch.ofTrees(SHOP, List.of(configMap("mine", Map.of("key", "new")))));
                    work.decide(Gate.of("Go on?", "the test", Duration.ofMinutes(1), () -> true));
                    work.amend(configMap(namespace, "amended"), Amendment.of(a -> a.replace("/data/key", "amended")));
                    work.decide(Gate.of("Scale?", "the test", Duration.ofMinutes(1), () -> true));
                    work.act(Acts.scale(Ref.of(Deployment.class, namespace + "/web"), 1));
                });
            case "external step":
                return Operation.doing(work -> {
                    work.apply(Batch.ofTrees(SHOP, List.of(configMap("mine", Map.of("key", "new")))));
                    work.external(new Page(file, true));
                    work.apply(Batch.ofTrees(SHOP, List.of(configMap("made", Map.of("key", "new")))));
                });
            default:
                throw new IllegalArgumentException(name);
        }
    }

    /** Something outside the cluster: a page that is there, or not. */
    record Page(Path file, boolean there) implements ExternalStep<String> {

        @Override
        public String name() {
            return there ? "put up the page" : "take the page down";
        }

        @Override
        public String run() throws Exception {
            if (there) {
                Files.writeString(file, "under repair");
            } else {
                Files.deleteIfExists(file);
            }
            return name();
        }

        @Override
        public Optional<ExternalStep<?>> inverse() {
            return there ? Optional.of(new Page(file, false)) : Optional.empty();
        }

        @Override
        public boolean idempotent() {
            return true;
        }

        @Override
        public Optional<String> predicted() {
            return Optional.of(name());
        }
    }
}
