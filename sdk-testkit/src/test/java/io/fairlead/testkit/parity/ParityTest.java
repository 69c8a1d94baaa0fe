package io.fairlead.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.ControlPlaneProcess;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.Sandbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Sandbox answers as the real control plane does. */
@Testbed(own = true, nodes = 0)
class ParityTest {
    private static final int RANDOM = Integer.getInteger("fairlead.parity", 150);

    private static final String NAMESPACE =
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}";

    private static void sameAnswers(ControlPlane controlPlane, String namespace, List<Case> cases) {
        List<String> differences = new ArrayList<>();
        // Two servers are compared, not what controllers make of the objects in between.
        List<ControlPlaneProcess> paused =
                List.of(controlPlane.process("kube-controller-manager"), controlPlane.process("kwok"));
        try (Sandbox sandbox =
                Sandbox.start(s -> s.withoutControllers().enforceRbac().storeOnly("NetworkPolicy"))) {
            var ours = new Server(sandbox.client());
            var theirs = new Server(controlPlane.client());
            Step make = Step.post("/api/v1/namespaces", NAMESPACE.formatted(namespace));
            ours.send(make);
            theirs.send(make);
            // What the controllers, which do not run here, would make.
            Step account = Step.post(
                    "/api/v1/namespaces/" + namespace + "/serviceaccounts",
                    "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"default\"}}");
            theirs.send(account);
            paused.forEach(ControlPlaneProcess::pause);
            var comparing = new Comparing(ours, theirs);
            for (Case each : cases) {
                differences.addAll(comparing.differences(each));
            }
            theirs.send(Step.delete("/api/v1/namespaces/" + namespace));
        } finally {
            paused.forEach(ControlPlaneProcess::resume);
        }
        differences.removeIf(Known::contains);
        assertThat(differences).as("%d differences", differences.size()).isEmpty();
    }

    @Test
    void applies_as_the_real_server_does(ControlPlane controlPlane) {
        sameAnswers(controlPlane, "parity-apply", ApplyCases.all("parity-apply"));
    }

    @Test
    void refuses_as_the_real_server_does(ControlPlane controlPlane) {
        sameAnswers(controlPlane, "parity-errors", ErrorCases.all("parity-errors"));
    }

    @Test
    void defaults_as_the_real_server_does(ControlPlane controlPlane) {
        sameAnswers(controlPlane, "parity-kinds", KindCases.all("parity-kinds"));
    }

    @Test
    void merges_random_applies_as_the_real_server_does(ControlPlane controlPlane) {
        sameAnswers(controlPlane, "parity-random", RandomCases.all("parity-random", 20261124L, RANDOM));
    }

    @Test
    void evicts_signs_and_reviews_as_the_real_server_does(ControlPlane controlPlane) {
        sameAnswers(controlPlane, "parity-acts", ActCases.all("parity-acts"));
    }
}
