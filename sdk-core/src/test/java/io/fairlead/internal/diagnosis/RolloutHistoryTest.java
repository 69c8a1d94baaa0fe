package io.fairlead.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.FabricKubeApi;
import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Readiness;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.FaultyImage;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whether "ready" was true when it was said, judged afterwards from the recorded pods by a checker that shares nothing with the rules: the
 * image of the Deployment's template runs in as many ready pods as it asks for.
 */
@Testbed
class RolloutHistoryTest {

    private static final Kind DEPLOYMENT = Kind.of("apps/v1", "Deployment");
    private static final Kind POD = Kind.of("v1", "Pod");
    private static final int ROLLOUTS = Integer.getInteger("fairlead.rollouts", 24);

    @Test
    void never_says_ready_before_it_is_and_always_says_it_then(ControlPlane plane, TestNamespace namespace) {
        SplittableRandom random = new SplittableRandom(42);
        try (FabricKubeApi api = FabricKubeApi.connect(plane.config(), Resilience.ofDefaults(), CallObserver.NONE);
                Stage stage = new Stage(api, namespace.name(), DEPLOYMENT, POD)) {
            for (int round = 0; round < ROLLOUTS / 4; round++) {
                // Changes come while others are still on their way: only the last one of each has to get ready.
                for (int step = 0; step < 4; step++) {
                    String name = "web-" + random.nextInt(3);
                    String image = "registry.example/web:" + round + "." + step;
                    boolean broken = step < 2 && random.nextInt(3) == 0;
                    apply(stage, name, 1 + random.nextInt(3), broken ? FaultyImage.NEVER_READY.of(image) : image);
                }
                for (int each = 0; each < 3; each++) {
                    String name = "web-" + each;
                    apply(stage, name, 1 + random.nextInt(3), "registry.example/web:" + round);
                    stage.awaitState(DEPLOYMENT, name, Readiness.State.READY);
                }
            }

            assertThat(falselyReady(stage.history())).isEmpty();
        }
    }

    private static void apply(Stage stage, String name, int replicas, String image) {
        stage.apply(DEPLOYMENT, name, """
                "spec":{"replicas":%d,"selector":{"matchLabels":{"app":"%s"}},"template":{"metadata":{"labels":{"app":"%s"}},
                "spec":{"containers":[{"name":"main","image":"%s"}]}}}""".formatted(replicas, name, name, image));
    }

    /** Replays the record in the order of the server's writes. */
    private static List<String> falselyReady(List<Map<String, Object>> history) {
        List<Map<String, Object>> ordered = new ArrayList<>(history);
        ordered.sort((a, b) -> Long.compare(version(a), version(b)));
        Map<String, Map<?, ?>> pods = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        int ready = 0;
        for (Map<String, Object> object : ordered) {
            Map<?, ?> metadata = (Map<?, ?>) object.get("metadata");
            if (object.get("kind").equals("Pod")) {
                if (object.containsKey("gone")) {
                    pods.remove(metadata.get("name"));
                } else {
                    pods.put((String) metadata.get("name"), object);
                }
                continue;
            }
            if (!ReadinessRules.of().judge(object).ready()) {
                continue;
            }
            ready++;
            Map<?, ?> spec = (Map<?, ?>) object.get("spec");
            long running = pods.values().stream()
                    .filter(pod -> runs(pod, (String) metadata.get("name"), image((Map<?, ?>) spec.get("template"))))
                    .count();
            if (running < ((Number) spec.get("replicas")).longValue()) {
                wrong.add(metadata.get("name") + "@" + metadata.get("resourceVersion") + " has " + running);
            }
        }
        assertThat(ready).isGreaterThan(ROLLOUTS / 4);
        return wrong;
    }

    private static boolean runs(Map<?, ?> pod, String app, Object image) {
        Map<?, ?> metadata = (Map<?, ?>) pod.get("metadata");
        Map<?, ?> status = (Map<?, ?>) pod.get("status");
        return app.equals(((Map<?, ?>) metadata.get("labels")).get("app"))
                && image(pod).equals(image)
                && status.get("conditions") instanceof List<?> conditions
                && conditions.stream()
                        .anyMatch(condition -> condition instanceof Map<?, ?> map
                                && "Ready".equals(map.get("type"))
                                && "True".equals(map.get("status")));
    }

    private static Object image(Map<?, ?> template) {
        List<?> containers = (List<?>) ((Map<?, ?>) template.get("spec")).get("containers");
        return ((Map<?, ?>) containers.get(0)).get("image");
    }

    private static long version(Map<String, Object> object) {
        return Long.parseLong((String) ((Map<?, ?>) object.get("metadata")).get("resourceVersion"));
    }
}
