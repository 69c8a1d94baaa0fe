package io.fairlead.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhereNothingCanRunTest {

    private static final Optional<String> NO_GO = Binaries.whyNone(Optional.empty(), false);

    @Test
    void the_reason_is_one_plain_sentence(@TempDir Path empty) {
        assertThat(NO_GO)
                .contains("No real control plane: there is no Go on the PATH to build one, and no KUBEBUILDER_ASSETS"
                        + " with a built one.");
        assertThat(Binaries.whyNone(Optional.of(empty), true))
                .contains("No real control plane: KUBEBUILDER_ASSETS names %s, which lacks etcd or kube-apiserver."
                        .formatted(empty));
        assertThat(Binaries.whyNone(Optional.empty(), true)).isEmpty();
    }

    @Test
    void tests_are_skipped_with_the_reason_unless_they_are_required() {
        assertThat(TestbedExtension.whySkip("optional", NO_GO, false)).isEqualTo(NO_GO);
        assertThat(TestbedExtension.whySkip("required", NO_GO, false)).isEmpty();
        assertThat(TestbedExtension.whySkip("optional", Optional.empty(), false))
                .isEmpty();
    }

    @Test
    void tests_that_need_controllers_are_skipped_on_a_bare_api_server() {
        assertThat(TestbedExtension.whySkip("optional", Optional.empty(), true))
                .contains("This test needs controllers and nodes, which KUBEBUILDER_ASSETS does not have.");
    }

    @Test
    void they_can_be_switched_off() {
        assertThat(TestbedExtension.whySkip("off", Optional.empty(), false))
                .contains("The real control plane is switched off by -Dfairlead.testbed=off.");
        assertThatThrownBy(() -> TestbedExtension.whySkip("on", Optional.empty(), false))
                .hasMessage("-Dfairlead.testbed is optional, required or off, not on");
    }
}
