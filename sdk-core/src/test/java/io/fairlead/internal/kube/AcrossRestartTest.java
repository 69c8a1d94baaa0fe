package io.fairlead.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.internal.time.Pace;
import io.fairlead.policy.TimeBudget;
import io.fairlead.resource.Kind;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An API server that crashes, or stops answering, in the middle of what we do. */
@Testbed(own = true, controllers = false)
class AcrossRestartTest {

    private static Request apply(String namespace, int number) {
        String name = "c" + number;
        return Request.patch(
                        "/api/v1/namespaces/" + namespace + "/configmaps/" + name,
                        Request.APPLY,
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name
                                + "\",\"labels\":{\"of\":\"test\"}}}",
                        true)
                .with("fieldManager", "test");
    }

    private static FabricKubeApi api(ControlPlane plane) {
        Resilience resilience = Resilience.ofDefaults()
                .with(TimeBudget.of(
                        budget -> budget.attempt(Duration.ofSeconds(2)).total(Duration.ofMinutes(1))));
        return FabricKubeApi.connect(plane.config(), resilience, CallObserver.NONE);
    }

    @Test
    void writes_and_watches_outlive_a_crash(ControlPlane plane, TestNamespace namespace) throws InterruptedException {
        try (FabricKubeApi api = api(plane)) {
            RecordingListener listener = new RecordingListener();
            ListRequest all = ListRequest.of(api.typeOf(Kind.of("v1", "ConfigMap")), namespace.name())
                    .labelled("of=test");
            try (Watching watching = api.watch(all, listener)) {
                assertThat(watching).isNotNull();
                listener.await(1);
                plane.apiServer().kill();
                plane.apiServer().restart();

                List<Reply> replies = api.sendAll(IntStream.range(0, 50)
                        .mapToObj(i -> apply(namespace.name(), i))
                        .toList());

                assertThat(replies)
                        .allSatisfy(reply ->
                                assertThat(reply.ok()).as(reply.message()).isTrue());
                for (int i = 0; i < 50; i++) {
                    String seen = "seen c" + i + "@";
                    listener.await(heard -> heard.stream().anyMatch(line -> line.startsWith(seen)));
                }
            }
        }
        plane.awaitReady();
    }

    @Test
    void writes_outlive_a_server_that_holds_its_breath(ControlPlane plane, TestNamespace namespace) {
        try (FabricKubeApi api = api(plane)) {
            api.send(apply(namespace.name(), 0)).orThrow("apply it", null);
            plane.apiServer().pause();
            Pace.real().schedule(Duration.ofSeconds(3), plane.apiServer()::resume);

            Reply reply = api.send(apply(namespace.name(), 1));

            assertThat(reply.ok()).isTrue();
            assertThat(reply.sends()).as("the first may have been taken").isGreaterThan(1);
        }
        plane.awaitReady();
    }
}
