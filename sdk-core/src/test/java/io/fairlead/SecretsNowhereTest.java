package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fairlead.failure.FairleadException;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Batch;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Work;
import io.fairlead.resource.Ref;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A secret that a program brings into every text that it can: no plan, event, message, log or toString tells it. */
class SecretsNowhereTest extends FaultyPlane {

    private static String secret(Work work) {
        return work.secret("key", () -> SECRET);
    }

    /** Plans and runs; what both say is kept, and looked through after the test. */
    private void silent(Operation<?> operation) {
        Cluster cluster = cluster();
        try {
            var plan = cluster.plan(operation);
            assertThat(plan
                            + plan.preview().text()
                            + plan.toJson()
                            + plan.preview().steps()
                            + plan.preview().warnings())
                    .doesNotContain(SECRET, SECRET_BASE64);
            told(plan.attempt());
        } catch (FairleadException e) {
            assertThat(trace(e) + e.tried() + e.happened() + e.remedy()).doesNotContain(SECRET, SECRET_BASE64);
        }
        Outcome<?> outcome = told(cluster.attempt(operation));
        if (!(outcome instanceof Outcome.Done<?>)) {
            assertThat(trace(cause(outcome))).doesNotContain(SECRET, SECRET_BASE64);
        }
    }

    /** All that a logger writes of a failure: its causes and what was suppressed, too. */
    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void in_objects_and_their_amendments() {
        silent(Operation.doing(work -> {
            String key = secret(work);
            work.apply(Batch.ofTrees(
                    OWNER,
                    List.of(
                            configMap("plain", "key", key),
                            configMap("inside", "key", "user:" + key + "@host"),
                            object("v1", "Secret", "web", "stringData", Map.of("key", key)))));
            work.amend(Ref.of(Secret.class, "web"), Amendment.of(a -> a.replace("/data/key", SECRET_BASE64)));
            work.amend(Ref.of(ConfigMap.class, "plain"), Amendment.of(a -> a.replace("/data/key", key + key)));
        }));
    }

    @Test
    void in_what_the_server_refuses() {
        silent(Operation.doing(work -> {
            Map<String, Object> map = configMap("web", "key", "value");
            map.put("metadata", Map.of("name", "web", "labels", Map.of("key", "not a label " + secret(work))));
            work.apply(Batch.ofTrees(OWNER, List.of(map)));
        }));
        silent(Operation.doing(work -> {
            Map<String, Object> web = deployment("web", 1, "registry.example/web:1");
            web.put("spec", Map.of("replicas", secret(work)));
            work.apply(Batch.ofTrees(OWNER, List.of(web)));
        }));
    }

    @Test
    void in_the_names_of_parts_steps_gates_and_waits() {
        silent(Operation.doing(work -> {
            String key = secret(work);
            work.perform("with " + key, Operation.doing(part -> {
                part.apply(Batch.ofTrees(OWNER, List.of(configMap("web", "key", "value"))));
                part.external(ExternalStep.of("call " + key, () -> {}, "take back " + key, () -> {}));
                part.decide(Gate.of("is " + key + " good?", "the keeper of " + key, Duration.ofMinutes(1), () -> true));
                part.later(
                        Ref.of(ConfigMap.class, "web"),
                        "the value of " + key,
                        map -> map.text("data", "key"),
                        Duration.ofSeconds(5));
            }));
        }));
    }

    @Test
    void in_what_a_program_throws() {
        silent(Operation.doing(work -> {
            throw new IllegalArgumentException("wrong: " + secret(work));
        }));
        silent(Operation.doing(work -> {
            var below = new IllegalStateException("below: " + secret(work));
            var thrown = new java.io.IOException("fine", below);
            thrown.addSuppressed(new IllegalStateException("beside: " + secret(work)));
            throw thrown;
        }));
        silent(Operation.doing(work -> {
            throw work.abort("wrong: " + secret(work));
        }));
        silent(Operation.doing(work -> {
            String key = secret(work);
            work.external(ExternalStep.of("call", () -> {
                throw new IllegalStateException("refused " + key);
            }));
        }));
    }
}
