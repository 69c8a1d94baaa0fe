package io.fairlead.ha.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadNameTest {

    @Test
    void a_name_says_namespace_and_kind_where_it_has_them() {
        assertThat(WorkloadName.parse("shop/web")).isEqualTo(new WorkloadName(Optional.empty(), "shop", "web"));
        assertThat(WorkloadName.parse("web")).isEqualTo(new WorkloadName(Optional.empty(), "", "web"));
        assertThat(WorkloadName.parse("statefulset/web"))
                .isEqualTo(new WorkloadName(Optional.of(WorkloadName.STATEFUL_SET), "", "web"));
        assertThat(WorkloadName.parse("shop/DaemonSet/web"))
                .isEqualTo(new WorkloadName(Optional.of(WorkloadName.DAEMON_SET), "shop", "web"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/web", "shop/", "shop/cronjob/web", "a/shop/deployment/web"})
    void what_cannot_be_a_name_is_refused_with_the_form(String text) {
        assertThatThrownBy(() -> WorkloadName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected \"namespace/name\", \"deployment/name\" or \"namespace/deployment/name\""
                        + " (or statefulset, daemonset), got \"" + text + "\"");
    }

    @Test
    void a_reference_to_what_is_not_rolled_out_is_refused() {
        assertThatThrownBy(() -> WorkloadName.of(Ref.of(Kind.of("batch/v1", "Job"), "shop/once")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a Deployment, a StatefulSet or a DaemonSet, got Job shop/once");
    }
}
