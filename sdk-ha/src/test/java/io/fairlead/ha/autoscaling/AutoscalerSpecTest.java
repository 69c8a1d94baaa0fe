package io.fairlead.ha.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What cannot be right is refused where it is said, with the range that is allowed. */
class AutoscalerSpecTest {

    private static void refused(Consumer<AutoscalerSpec> told, String message) {
        assertThatThrownBy(() -> Autoscaler.of("shop/web", told))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void numbers_out_of_their_range_are_refused_with_the_range() {
        refused(
                a -> a.between(5, 3).cpu(60),
                "an autoscaler stays between a minimum of 0 or more and a maximum that is 1 or more and not below it, got 5"
                        + " and 3");
        refused(a -> a.between(1, 3).cpu(0), "a target for cpu is 1 per cent of the requests or more, got 0");
        refused(
                a -> a.between(1, 3).pods("rps", "many"),
                "a target for rps is a quantity such as 500m or 2Gi, got \"many\"");
        refused(a -> a.between(1, 3).pods("rps", "0"), "a target for rps is more than nothing, got 0");
        refused(
                a -> a.scaleDown(down -> down.stabilizedOver(Duration.ofHours(2))),
                "a stabilization window is 0 to 3600 whole seconds, got PT2H");
        refused(
                a -> a.scaleUp(up -> up.pods(1, Duration.ofHours(1))),
                "a scaling policy's period is 1 to 1800 whole seconds, got PT1H");
        refused(a -> a.scaleUp(up -> up.percent(0, Duration.ofMinutes(1))), "a scaling policy allows 1 or more, got 0");
        refused(a -> a.scaleUp(up -> up.tolerance(-0.1)), "a tolerance is a share of the target, 0 or more, got -0.1");
    }

    @Test
    void what_is_missing_is_asked_for() {
        refused(a -> a.cpu(60), "an autoscaler stays between two numbers: say between(minimum, maximum)");
        refused(a -> a.between(1, 3), "an autoscaler looks at a metric: say cpu(60), or another");
        refused(
                a -> a.between(0, 3).cpu(60),
                "a minimum of 0 takes a metric of an object or an external one: nothing else is measured while there are"
                        + " no pods");
    }

    @Test
    void it_says_what_it_is() {
        assertThat(Autoscaler.of(
                        "shop/web", a -> a.between(3, 30).cpu("web", 60).external("queue", "30")))
                .hasToString("Autoscaler of Deployment shop/web between 3 and 30 by cpu of container web at 60 % of the"
                        + " requests, queue at 30 a pod");
    }
}
