package io.fairlead.testkit.plans;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.Cluster;
import io.fairlead.RunReport;
import io.fairlead.SavedPlan;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Batch;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A process that plans an operation with something of everything, or runs it by a saved plan: the server, a token, a file. */
final class PlanElsewhere {

    static final Owner OWNER = Owner.of("team/shop");

    private PlanElsewhere() {}

    /** With a file runs by it and prints the report, without one prints the plan. */
    public static void main(String[] arguments) throws Exception {
        Config config = Config.empty();
        config.setMasterUrl(arguments[0]);
        config.setOauthToken(arguments[1]);
        config.setTrustCerts(true);
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                Cluster cluster = Cluster.using(client)) {
            String told = arguments.length == 2
                    ? cluster.plan(operation()).toJson()
                    : RunReport.of(cluster.attempt(
                                    operation(), SavedPlan.parse(Files.readString(Path.of(arguments[2])))))
                            .toJson();
            new PrintStream(System.out, true, StandardCharsets.UTF_8).print(told);
        }
    }

    static Map<String, Object> map(String kind, String name, Map<String, ?> rest) {
        // The order of these maps is another in every JVM.
        Map<String, Object> object = new HashMap<>(rest);
        object.put("apiVersion", "v1");
        object.put("kind", kind);
        object.put(
                "metadata", Map.of("name", name, "namespace", "default", "labels", Map.of("app", "I", "tier", "web")));
        return object;
    }

    private static Map<String, Object> configMap(String name, Map<String, String> data) {
        return map("ConfigMap", name, Map.of("data", data));
    }

    /** Creates, changes, deletes, calls, asks, waits, steps outside, has an alternative, secrets and a part that is known later. */
    static Operation<String> operation() {
        Operation<String> first = work -> {
            Set<String> names = new HashSet<>(List.of("IN", "istanbul", "izmir", "ILK", "zürich"));
            List<Map<String, Object>> objects = new ArrayList<>();
            for (String name : names) {
                objects.add(configMap(
                        "city-" + name.length() + Math.abs(name.hashCode() % 100),
                        Map.of("name", name, "a", "1", "b", "2")));
            }
            work.apply(Batch.ofTrees(OWNER, objects));
            String key = work.secret("key", () -> "key-" + UUID.randomUUID());
            String sum = work.derive("sum", key, text -> "sum-of-" + text);
            work.apply(Batch.ofTrees(OWNER, List.of(map("Secret", "key", Map.of("stringData", Map.of("key", key))))));
            String port = work.once("port", () -> String.valueOf(UUID.randomUUID()));
            work.apply(Batch.ofTrees(
                    OWNER,
                    List.of(configMap(
                            "made",
                            Map.of("sum", sum, "port", port, "at", work.now().toString())))));
            return port;
        };
        return first.then(Operation.doing(work -> {
                            Ref web = Ref.of(Deployment.class, "default/web");
                            work.delete(Ref.of(ConfigMap.class, "default/old"));
                            work.act(Acts.scale(web, 3));
                            work.await(web, Until.ready(), Duration.ofMinutes(90));
                            work.decide(Gate.of("İs it good?", "İbrahim", Duration.ofSeconds(90), () -> true));
                            work.external(ExternalStep.of("ring the bell", () -> {}));
                            work.pause(Duration.ofMillis(1));
                        })
                        .named("İkinci"))
                .then(Operation.<String>of(work -> {
                            work.apply(Batch.ofTrees(OWNER, List.of(configMap("last", Map.of("k", "v")))));
                            return work.await(
                                    Ref.of(Deployment.class, "default/web"),
                                    "a new message",
                                    tree -> tree.text("status", "newMessage"),
                                    Duration.ofMillis(1));
                        })
                        .onFailure(Operation.value("")))
                .named("something of everything");
    }
}
