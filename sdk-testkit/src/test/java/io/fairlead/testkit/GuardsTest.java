package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.plan.Effect;
import io.fairlead.plan.Guard;
import io.fairlead.plan.PlanRefused;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Surroundings;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What guards see: whole objects before and after, secrets hidden, and the cluster beside the plan. */
class GuardsTest {

    private static final Owner OWNER = Owner.of("test");
    private static final Ref SETTINGS = Ref.of(ConfigMap.class, "default/settings");

    private final Sandbox sandbox = Sandbox.start(SandboxOptions::withoutControllers);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static ConfigMap settings(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .addToLabels("app", "guarded")
                .endMetadata()
                .withData(Map.of("size", value))
                .build();
    }

    private static Operation<Void> sized(String name, String value) {
        return Operation.doing(work -> work.apply(settings(name, value), OWNER));
    }

    @Test
    void an_effect_is_the_whole_object_before_the_plan_and_after_all_of_it() {
        sandbox.cluster().run(sized("settings", "1"));
        sandbox.cluster().run(sized("other", "1"));
        Operation<Void> twice = sized("settings", "2")
                .then(sized("settings", "3"))
                .then(Operation.doing(work -> work.delete(Ref.of(ConfigMap.class, "default/other"))));

        Preview preview = sandbox.cluster().plan(twice).preview();

        Effect effect = preview.effects().of(SETTINGS).orElseThrow();
        assertThat(effect.before().orElseThrow().text("data", "size")).contains("1");
        assertThat(effect.after().orElseThrow().text("data", "size")).contains("3");
        Effect gone =
                preview.effects().of(Ref.of(ConfigMap.class, "default/other")).orElseThrow();
        assertThat(gone.before()).isPresent();
        assertThat(gone.after()).isEmpty();
    }

    @Test
    void what_is_as_wanted_has_no_effect() {
        sandbox.cluster().run(sized("settings", "1"));

        assertThat(sandbox.cluster()
                        .plan(sized("settings", "1"))
                        .preview()
                        .effects()
                        .list())
                .isEmpty();
    }

    @Test
    void a_guard_of_a_part_sees_what_the_part_does_alone() {
        List<String> seen = new java.util.ArrayList<>();
        Guard guard = preview -> {
            preview.effects()
                    .list()
                    .forEach(effect -> seen.add(effect.ref() + " "
                            + effect.before()
                                    .flatMap(tree -> tree.text("data", "size"))
                                    .orElse("none") + " to "
                            + effect.after()
                                    .flatMap(tree -> tree.text("data", "size"))
                                    .orElse("none")));
            return Guard.Verdict.allow();
        };

        sandbox.cluster()
                .plan(sized("settings", "1").then(sized("settings", "2").requiring(guard)));

        assertThat(seen).containsExactly("ConfigMap default/settings 1 to 2");
    }

    @Test
    void effects_hold_no_secret_value() {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("key")
                .withNamespace("default")
                .endMetadata()
                .addToStringData("password", "open sesame")
                .build();
        Operation<Void> both = Operation.doing(work -> {
            work.apply(secret, OWNER);
            work.apply(settings("copy", "open sesame"), OWNER);
        });

        Preview preview = sandbox.cluster().plan(both).preview();

        assertThat(preview.effects().list())
                .hasSize(2)
                .allSatisfy(effect -> assertThat(
                                effect.after().orElseThrow().toMap().toString())
                        .contains("(secret)")
                        .doesNotContain("open sesame", "b3BlbiBzZXNhbWU"));
    }

    @Test
    void a_guard_may_ask_the_cluster_and_what_it_reads_is_a_permission_of_the_plan() {
        sandbox.cluster().run(sized("limit", "2"));
        Guard few = new Guard() {
            @Override
            public Verdict check(Preview preview) {
                return Verdict.refuse("it must be asked with the cluster");
            }

            @Override
            public Verdict check(Preview preview, Surroundings cluster) {
                int there = cluster.list(Kind.of("v1", "ConfigMap"), "default", "app=guarded")
                        .size();
                boolean unknown = cluster.list(Kind.of("example.com/v1", "Widget"), "", "")
                        .isEmpty();
                boolean limited =
                        cluster.find(Ref.of(ConfigMap.class, "default/limit")).isPresent();
                return there < 2 && unknown && limited
                        ? Verdict.allow()
                        : Verdict.refuse("there are " + there + " ConfigMaps");
            }
        };

        var plan = sandbox.cluster().plan(sized("settings", "1").requiring(few));

        assertThat(plan.preview().warnings()).isEmpty();
        assertThat(plan.preview().permissions().needed().stream().map(Object::toString))
                .anyMatch(permission -> permission.contains("list configmaps"));
        assertThat(sandbox.cluster()
                        .attempt(sized("settings", "1").requiring(few))
                        .isDone())
                .isTrue();
        var refused = sandbox.cluster().plan(sized("more", "1")).requiring(few).attempt();
        assertThat(((PlanRefused) ((Outcome.Refused<Void>) refused).cause()).reason())
                .isEqualTo("there are 2 ConfigMaps");
    }
}
