package io.fairlead.testkit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives JUnit tests a {@link Sandbox}: a parameter of type {@code Sandbox}, {@code Cluster} or {@code KubernetesClient} is
 * filled in.
 *
 * <p>With {@code @ExtendWith(SandboxExtension.class)} each test method has a cluster of its own; one that a constructor or
 * a {@code @BeforeAll} method asks for is the cluster of the whole class. {@code @RegisterExtension} takes an instance:
 * {@link #with} says what the cluster begins with, {@link #shared} takes one cluster for the whole JVM and gives each test
 * a namespace of its own in it, which is the namespace of its {@code Cluster} and its {@code KubernetesClient}.
 *
 * <p>Everything is closed when the test or the class that it was made for ends.
 */
public final class SandboxExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(SandboxExtension.class);
    private static final Set<Class<?>> TYPES = Set.of(Sandbox.class, Cluster.class, KubernetesClient.class);
    private static final AtomicLong NAMESPACES = new AtomicLong();

    private final Consumer<SandboxOptions> configure;
    private final boolean shared;

    /** A cluster of three nodes for each test; for {@code @ExtendWith}. */
    public SandboxExtension() {
        this(options -> {}, false);
    }

    private SandboxExtension(Consumer<SandboxOptions> configure, boolean shared) {
        this.configure = Objects.requireNonNull(configure, "configure");
        this.shared = shared;
    }

    /** A cluster for each test that begins as configured. */
    public static SandboxExtension with(Consumer<SandboxOptions> configure) {
        return new SandboxExtension(configure, false);
    }

    /** One cluster of three nodes for the whole JVM, with a namespace of its own for each test. */
    public static SandboxExtension shared() {
        return new SandboxExtension(options -> {}, true);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        View view = context.getStore(STORE).computeIfAbsent(this, key -> open(context), View.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == Sandbox.class) {
            return view.sandbox();
        }
        return type == Cluster.class ? view.cluster() : view.client();
    }

    private View open(ExtensionContext context) {
        if (!shared) {
            var sandbox = Sandbox.start(configure);
            return new View(sandbox, sandbox.client(), sandbox.cluster(), sandbox::close);
        }
        Sandbox sandbox =
                context.getRoot().getStore(STORE).computeIfAbsent(Sandbox.class, c -> Sandbox.start(), Sandbox.class);
        String namespace = "test-" + NAMESPACES.incrementAndGet();
        KubernetesClient client = sandbox.clientIn(namespace);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        Cluster cluster = sandbox.cluster(client, options -> options);
        return new View(sandbox, client, cluster, () -> {
            client.namespaces().withName(namespace).delete();
            cluster.close();
            client.close();
        });
    }

    /** What one test, or one class, sees of a cluster; JUnit closes it at its end. */
    private record View(Sandbox sandbox, KubernetesClient client, Cluster cluster, Runnable end)
            implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }
}
