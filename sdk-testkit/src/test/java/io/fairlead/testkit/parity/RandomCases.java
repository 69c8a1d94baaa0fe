package io.fairlead.testkit.parity;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random managers that apply, edit and release random parts of one object. */
final class RandomCases {
    private final SplittableRandom random;
    private final String ns;

    private RandomCases(SplittableRandom random, String ns) {
        this.random = random;
        this.ns = ns;
    }

    static List<Case> all(String ns, long seed, int count) {
        var random = new SplittableRandom(seed);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cases.add(new RandomCases(random.split(), ns).one(i));
        }
        return cases;
    }

    private Case one(int number) {
        String name = "r" + number;
        boolean map = random.nextInt(3) == 0;
        String path = map
                ? "/api/v1/namespaces/" + ns + "/configmaps/" + name
                : "/apis/apps/v1/namespaces/" + ns + "/deployments/" + name;
        List<Step> steps = new ArrayList<>();
        int length = 4 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            String manager = "m" + random.nextInt(3);
            Map<String, Object> body = map ? configMap(name) : deployment(name, i == 0);
            if (i > 0 && random.nextInt(4) == 0) {
                body.remove("apiVersion");
                body.remove("kind");
                body.remove("metadata");
                steps.add(
                        random.nextBoolean() && !map
                                ? Step.strategic(path + "?fieldManager=" + manager, Json.print(body))
                                : map
                                        ? Step.merge(path + "?fieldManager=" + manager, Json.print(body))
                                        : Step.strategic(path + "?fieldManager=" + manager, Json.print(body)));
            } else {
                steps.add(Step.apply(path, manager, i == 0 || random.nextInt(3) == 0, Json.print(body)));
            }
        }
        steps.add(Step.get(path));
        return new Case("random " + number, steps);
    }

    private Map<String, Object> object(String apiVersion, String kind, String name) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        for (String field : List.of("labels", "annotations")) {
            if (random.nextInt(3) == 0) {
                metadata.put(field, words(3));
            }
        }
        if (random.nextInt(6) == 0) {
            metadata.put("finalizers", some(List.of("a.example/x", "b.example/x", "c.example/x")));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", apiVersion);
        object.put("kind", kind);
        object.put("metadata", metadata);
        return object;
    }

    private Map<String, Object> words(int most) {
        Map<String, Object> words = new LinkedHashMap<>();
        for (int i = 0; i < most; i++) {
            if (random.nextBoolean()) {
                words.put("k" + i, "v" + random.nextInt(2));
            }
        }
        return words;
    }

    private List<Object> some(List<?> all) {
        List<Object> some = new ArrayList<>();
        for (Object each : all) {
            if (random.nextBoolean()) {
                some.add(random.nextInt(some.size() + 1), each);
            }
        }
        return some;
    }

    private Map<String, Object> configMap(String name) {
        Map<String, Object> object = object("v1", "ConfigMap", name);
        if (random.nextInt(8) > 0) {
            object.put("data", words(5));
        }
        return object;
    }

    private Map<String, Object> deployment(String name, boolean whole) {
        Map<String, Object> object = object("apps/v1", "Deployment", name);
        Map<String, Object> spec = new LinkedHashMap<>();
        Map<String, Object> template = new LinkedHashMap<>();
        if (whole || random.nextInt(3) == 0) {
            spec.put("paused", true);
            spec.put("selector", Map.of("matchLabels", Map.of("app", name)));
            template.put("metadata", Map.of("labels", Map.of("app", name)));
        }
        if (random.nextInt(3) == 0) {
            spec.put("replicas", random.nextInt(3));
        }
        if (random.nextInt(5) == 0) {
            spec.put(
                    "strategy",
                    random.nextBoolean()
                            ? Map.of("type", "Recreate")
                            : Map.of("rollingUpdate", Map.of("maxSurge", random.nextInt(3))));
        }
        Map<String, Object> pod = new LinkedHashMap<>();
        List<Object> containers = new ArrayList<>();
        for (String container : List.of("web", "side", "log")) {
            if (whole && container.equals("web") || random.nextInt(3) == 0) {
                containers.add(random.nextInt(containers.size() + 1), container(container));
            }
        }
        if (!containers.isEmpty()) {
            pod.put("containers", containers);
        }
        if (random.nextInt(3) == 0) {
            pod.put("nodeSelector", words(2));
        }
        if (random.nextInt(4) == 0) {
            pod.put(
                    "tolerations",
                    some(List.of(Map.of("key", "a", "operator", "Exists"), Map.of("key", "b", "operator", "Exists"))));
        }
        if (random.nextInt(4) == 0) {
            pod.put("terminationGracePeriodSeconds", random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            pod.put(
                    "volumes",
                    some(List.of(
                            Map.of("name", "a", "emptyDir", Map.of()),
                            Map.of("name", "b", "configMap", Map.of("name", "c")))));
        }
        if (!pod.isEmpty()) {
            template.put("spec", pod);
        }
        if (!template.isEmpty()) {
            spec.put("template", template);
        }
        object.put("spec", spec);
        return object;
    }

    private Map<String, Object> container(String name) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", name);
        container.put("image", "image:" + random.nextInt(2));
        if (random.nextInt(3) == 0) {
            container.put("args", some(List.of("a", "b", "c")));
        }
        if (random.nextInt(3) == 0) {
            List<Object> env = new ArrayList<>();
            for (Object each : some(List.of("A", "B", "C"))) {
                env.add(new LinkedHashMap<>(Map.of("name", each, "value", "v" + random.nextInt(2))));
            }
            container.put("env", env);
        }
        if (random.nextInt(4) == 0) {
            container.put(
                    "ports",
                    some(List.of(
                            Map.of("containerPort", 80),
                            Map.of("containerPort", 81, "name", "x"),
                            Map.of("containerPort", 80, "protocol", "UDP"))));
        }
        if (random.nextInt(4) == 0) {
            container.put(
                    "resources",
                    Map.of("limits", Map.of("cpu", List.of("1", "1000m", "500m").get(random.nextInt(3)))));
        }
        if (random.nextInt(6) == 0) {
            container.put(
                    "readinessProbe", Map.of("httpGet", Map.of("port", 80), "periodSeconds", 1 + random.nextInt(3)));
        }
        return container;
    }
}
