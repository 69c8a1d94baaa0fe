package io.fairlead.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WavesTest {

    private static final List<Ref> REFS = List.of(
            ref("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"),
            ref("example.com/v1", "Widget"),
            ref("autoscaling/v2", "HorizontalPodAutoscaler"),
            ref("apps/v1", "Deployment"),
            ref("batch/v1", "CronJob"),
            ref("v1", "Service"),
            ref("v1", "PersistentVolumeClaim"),
            ref("v1", "Secret"),
            ref("v1", "ResourceQuota"),
            ref("rbac.authorization.k8s.io/v1", "RoleBinding"),
            ref("rbac.authorization.k8s.io/v1", "Role"),
            ref("v1", "ServiceAccount"),
            ref("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
            ref("v1", "Namespace"));

    private static Ref ref(String apiVersion, String kind) {
        return new Ref(Kind.of(apiVersion, kind), "", "x");
    }

    private static String text(List<Ref> refs) {
        return Waves.of(refs, Function.identity()).stream()
                .map(wave -> wave.step().words() + ": "
                        + wave.objects().stream()
                                .map(ref -> ref.kind().name())
                                .sorted()
                                .toList()
                        + (wave.isBarrier() ? " then wait" : ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void what_others_depend_on_comes_first() {
        assertThat(text(REFS)).isEqualTo("""
                        namespaces: [Namespace]
                        definitions: [CustomResourceDefinition] then wait
                        accounts and roles: [Role, ServiceAccount]
                        role bindings: [RoleBinding]
                        limits and classes: [ResourceQuota]
                        configuration: [Secret]
                        storage: [PersistentVolumeClaim]
                        services: [Service]
                        workloads: [CronJob, Deployment]
                        autoscalers and budgets: [HorizontalPodAutoscaler]
                        routes and custom resources: [Widget]
                        admission and API services: [ValidatingWebhookConfiguration]""");
    }

    @Test
    void the_order_of_the_input_does_not_matter() {
        List<Ref> shuffled = new ArrayList<>(REFS);
        Collections.reverse(shuffled);

        assertThat(text(shuffled)).isEqualTo(text(REFS));
    }

    @Test
    void objects_of_a_wave_keep_their_order() {
        List<Ref> same = List.of(
                new Ref(Kind.of("v1", "Secret"), "", "b"),
                new Ref(Kind.of("v1", "ConfigMap"), "", "c"),
                new Ref(Kind.of("v1", "Secret"), "", "a"));

        assertThat(Waves.of(same, Function.identity()).get(0).objects()).isEqualTo(same);
    }
}
