package io.fairlead.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives tests what {@link Testbed} promises; use that annotation. */
public final class TestbedExtension
        implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace STORE = Namespace.create(TestbedExtension.class);
    private static final String MODE = "fairlead.testbed";

    /** For JUnit, which makes one for each annotated class. */
    public TestbedExtension() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean lacking = needsControllers(context) && Binaries.areBare();
        return whySkip(System.getProperty(MODE, "optional"), ControlPlane.whyUnavailable(), lacking)
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(
                        () -> ConditionEvaluationResult.enabled("There is a control plane, or there has to be one."));
    }

    /** Why the tests are not run, in one sentence; empty when they are, be it to fail. */
    static Optional<String> whySkip(String mode, Optional<String> whyUnavailable, boolean controllersLacking) {
        return switch (mode) {
            case "required" -> Optional.empty();
            case "off" -> Optional.of("The real control plane is switched off by -Dfairlead.testbed=off.");
            case "optional" ->
                controllersLacking && whyUnavailable.isEmpty()
                        ? Optional.of("This test needs controllers and nodes, which KUBEBUILDER_ASSETS does not have.")
                        : whyUnavailable;
            default ->
                throw new IllegalArgumentException(
                        "-Dfairlead.testbed is optional, required or off, not %s".formatted(mode));
        };
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (of(context).filter(Testbed::own).isPresent()) {
            controlPlane(context);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestNamespace namespace = context.getStore(STORE).get(TestNamespace.class, TestNamespace.class);
        if (namespace != null) {
            namespace.delete(controlPlane(context).keeper());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ControlPlane.class
                || type == KubernetesClient.class
                || type == TestNamespace.class && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == ControlPlane.class) {
            return controlPlane(context);
        }
        return type == KubernetesClient.class ? controlPlane(context).client() : namespace(context);
    }

    private static TestNamespace namespace(ExtensionContext context) {
        String hint = context.getRequiredTestMethod().getName();
        return context.getStore(STORE)
                .computeIfAbsent(
                        TestNamespace.class, key -> controlPlane(context).newNamespace(hint), TestNamespace.class);
    }

    private static ControlPlane controlPlane(ExtensionContext context) {
        Testbed testbed = of(context).orElse(null);
        if (testbed == null || !testbed.own()) {
            return ControlPlane.shared();
        }
        // In the store of the class: JUnit closes it there after the last test, nested ones included.
        return owner(context)
                .getStore(STORE)
                .computeIfAbsent(ControlPlane.class, key -> ControlPlane.start(spec(testbed)), ControlPlane.class);
    }

    private static ControlPlaneSpec spec(Testbed testbed) {
        ControlPlaneSpec spec =
                ControlPlaneSpec.ofDefaults().withNodes(testbed.nodes()).withZones(testbed.zones());
        return testbed.metrics() ? spec.withMetrics() : spec;
    }

    private static boolean needsControllers(ExtensionContext context) {
        return of(context).map(Testbed::controllers).orElse(true);
    }

    private static Optional<Testbed> of(ExtensionContext context) {
        return Optional.of(owner(context))
                .flatMap(ExtensionContext::getTestClass)
                .flatMap(type -> AnnotationSupport.findAnnotation(type, Testbed.class));
    }

    /** The context of the class with the annotation: the nearest one, from the test outwards. */
    private static ExtensionContext owner(ExtensionContext context) {
        ExtensionContext nearest = context;
        while (nearest.getParent().isPresent()
                && (nearest.getTestMethod().isPresent()
                        || nearest.getTestClass()
                                .flatMap(type -> Optional.ofNullable(type.getAnnotation(Testbed.class)))
                                .isEmpty())) {
            nearest = nearest.getParent().get();
        }
        return nearest;
    }
}
