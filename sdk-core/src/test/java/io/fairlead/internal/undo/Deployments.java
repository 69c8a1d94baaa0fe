package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Deployments as different people write them, at random; paused, so that their controller leaves them alone. */
final class Deployments {

    private final SplittableRandom random;
    private final String namespace;
    private final String name;
    private Map<String, Object> last = Map.of();

    Deployments(SplittableRandom random, String namespace, String name) {
        this.random = random;
        this.namespace = namespace;
        this.name = name;
    }

    private boolean chance() {
        return random.nextInt(5) < 2;
    }

    private String word(String begin) {
        return begin + random.nextInt(4);
    }

    /** Names itself and nothing more. */
    Map<String, Object> named() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "apps/v1");
        object.put("kind", "Deployment");
        object.put("metadata", new LinkedHashMap<>(Map.of("name", name, "namespace", namespace)));
        return object;
    }

    /** All that it takes to be created, and some more. */
    Map<String, Object> whole() {
        Map<String, Object> object = some();
        Trees.put(object, true, "spec", "paused");
        Trees.put(object, Json.parse("{\"matchLabels\":{\"app\":\"web\"}}"), "spec", "selector");
        Trees.put(object, "web", "spec", "template", "metadata", "labels", "app");
        List<Object> containers = new ArrayList<>(Trees.list(object, "spec", "template", "spec", "containers"));
        containers.removeIf(item -> "web".equals(Trees.at(item, "name")));
        Map<String, Object> web = container("web");
        web.put("image", word("web:"));
        containers.add(random.nextInt(containers.size() + 1), web);
        Trees.put(object, containers, "spec", "template", "spec", "containers");
        return object;
    }

    /** What someone might want of it. */
    Map<String, Object> some() {
        Map<String, Object> object = named();
        maybe(object, random.nextInt(4), "spec", "replicas");
        maybe(object, random.nextInt(30), "spec", "minReadySeconds");
        maybe(object, word("v"), "metadata", "labels", word("label"));
        maybe(object, word("v"), "metadata", "annotations", word("example.com/note"));
        maybe(object, word("v"), "spec", "template", "metadata", "labels", word("label"));
        maybe(object, Map.of("disk", word("d")), "spec", "template", "spec", "nodeSelector");
        maybe(
                object,
                List.of(Map.of("key", word("k"), "operator", "Exists")),
                "spec",
                "template",
                "spec",
                "tolerations");
        maybe(object, Map.of("runAsUser", 1000 + random.nextInt(3)), "spec", "template", "spec", "securityContext");
        List<Object> containers = new ArrayList<>();
        for (String one : List.of("web", "side", "extra")) {
            if (chance()) {
                Map<String, Object> container = container(one);
                container.putIfAbsent("image", word(one + ":"));
                containers.add(random.nextInt(containers.size() + 1), container);
            }
        }
        if (!containers.isEmpty()) {
            Trees.put(object, containers, "spec", "template", "spec", "containers");
        }
        return object;
    }

    private void maybe(Map<String, Object> tree, Object value, String... path) {
        if (chance()) {
            Trees.put(tree, value, path);
        }
    }

    private Map<String, Object> container(String container) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", container);
        maybe(tree, word(container + ":"), "image");
        maybe(tree, List.of("a", word("arg")), "args");
        maybe(tree, random.nextInt(1, 4) + "00m", "resources", "requests", "cpu");
        maybe(tree, random.nextInt(1, 4) + "Gi", "resources", "limits", "memory");
        maybe(tree, "Always", "imagePullPolicy");
        List<Object> env = new ArrayList<>();
        for (String variable : List.of("A", "B", "C")) {
            if (chance()) {
                env.add(
                        random.nextInt(env.size() + 1),
                        new LinkedHashMap<>(Map.of("name", variable, "value", word("v"))));
            }
        }
        if (!env.isEmpty()) {
            tree.put("env", env);
        }
        List<Object> ports = new ArrayList<>();
        for (int port : new int[] {80, 8080}) {
            if (chance()) {
                Map<String, Object> item = new LinkedHashMap<>(Map.of("containerPort", port));
                maybe(item, "TCP", "protocol");
                ports.add(random.nextInt(ports.size() + 1), item);
            }
        }
        if (!ports.isEmpty()) {
            tree.put("ports", ports);
        }
        return tree;
    }

    /** Applies something by force that the server takes: giving up another's image, say, it does not. */
    Map<String, Object> applied(LiveServer server, String manager) {
        while (true) {
            last = some();
            Reply reply = server.tryApply(last, manager, true);
            if (reply.ok()) {
                return reply.body();
            }
            if (reply.code() != 422) {
                throw new AssertionError(reply.message());
            }
        }
    }

    /** What was applied last. */
    Map<String, Object> last() {
        return last;
    }

    /** The same desired state spelled otherwise, or nearly the same. */
    Map<String, Object> respelled(Map<String, Object> desired) {
        Map<String, Object> other = Trees.copy(desired);
        for (Map<String, Object> container : Trees.maps(other, "spec", "template", "spec", "containers")) {
            if (Trees.text(container, "resources", "limits", "memory").isPresent()) {
                Trees.put(container, random.nextBoolean() ? "1024Mi" : "1073741824", "resources", "limits", "memory");
            }
            for (Map<String, Object> port : Trees.maps(container, "ports")) {
                if (chance()) {
                    port.put("protocol", "TCP");
                }
            }
            List<Object> env = Trees.list(container, "env");
            if (env.size() > 1 && chance()) {
                java.util.Collections.reverse(env);
            }
        }
        return other;
    }

    /** Some people's writes one after the other, each long ago. */
    void history(LiveServer server) {
        Ref ref = Ref.of(named());
        Map<String, Object> base = whole();
        if (random.nextBoolean()) {
            server.apply(base, "argo");
        } else {
            server.create(base, "kubectl-create");
        }
        if (random.nextBoolean()) {
            applied(server, "helm");
        }
        if (random.nextBoolean()) {
            Map<String, Object> edit = some();
            edit.remove("apiVersion");
            edit.remove("kind");
            server.strategicMerge(ref, edit, "kubectl-edit");
        }
        if (random.nextBoolean()) {
            server.scale(ref, random.nextInt(5), "autoscaler");
        }
        if (random.nextBoolean()) {
            applied(server, "fairlead/ha");
        }
        age(server, ref, random.nextInt(6) == 0);
    }

    private static void age(LiveServer server, Ref ref, boolean strip) {
        if (strip) {
            server.own(ref, List.of(Map.of()));
            return;
        }
        List<Object> entries = new ArrayList<>();
        int day = 1;
        for (Entry entry : ManagedFields.of(server.get(ref)).entries()) {
            entries.add(entry.withTime("2026-01-0" + day++ + "T10:00:00Z").toTree());
        }
        // The server takes no patch that changes nothing but times, so they are stripped first.
        server.own(ref, List.of(Map.of()));
        server.own(ref, entries);
    }
}
