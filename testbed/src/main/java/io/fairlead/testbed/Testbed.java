package io.fairlead.testbed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class on a real control plane.
 *
 * <p>Test methods and those with {@code @BeforeEach} can take a {@link ControlPlane}, its {@link
 * io.fabric8.kubernetes.client.KubernetesClient} and a {@link TestNamespace}, a new one for each test that is deleted
 * after it; constructors and {@code @BeforeAll} all but the namespace:
 *
 * <pre>{@code
 * @Testbed
 * class ScalingTest {
 *     @Test
 *     void grows(KubernetesClient client, TestNamespace namespace) { ... }
 * }
 * }</pre>
 *
 * <p>All such classes of a JVM share one control plane with three nodes in three zones, unless they ask for their
 * {@link #own()}. Where there is neither Go nor a built control plane the tests are skipped; with the system property
 * {@code fairlead.testbed=required} they fail instead, with {@code fairlead.testbed=off} they are skipped everywhere.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TestbedExtension.class)
public @interface Testbed {

    /** Whether the class gets a control plane for itself, as tests do that disturb it or count its nodes. */
    boolean own() default false;

    /** How many nodes a control plane of its own begins with. */
    int nodes() default 3;

    /** Over how many zones these are spread. */
    int zones() default 3;

    /** Whether a control plane of its own has metrics-server. */
    boolean metrics() default false;

    /** Whether the tests need controllers and nodes; without, a bare API server of {@code KUBEBUILDER_ASSETS} will do. */
    boolean controllers() default true;
}
