package io.fairlead.testkit.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fairlead.Cluster;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.policy.RetryPolicy;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A process that is cut off from its server for good before one of its writes, as if it were killed there.
 *
 * <p>What it read before makes no difference to what it leaves, so a cut before each write, and one after the last, are all there are.
 */
final class CutOff implements Interceptor, AutoCloseable {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

    private final KubernetesClient client;
    private final Cluster cluster;
    private final AtomicInteger writes = new AtomicInteger();
    private final int last;
    private volatile @Nullable Thread victim;
    private volatile boolean dead;

    /**
     * A process to be.
     *
     * @param writes how many writes it gets through
     */
    CutOff(KubernetesClient through, String namespace, int writes) {
        this.last = writes;
        this.client = new KubernetesClientBuilder()
                .withConfig(through.getConfiguration())
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("cut", this))
                .build();
        this.cluster =
                Cluster.using(client, options -> options.namespace(namespace).retry(RetryPolicy.never()));
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String target = request.uri().toString();
        boolean isWrite =
                !request.method().equals("GET") && !target.contains("selfsubject") && !target.contains("dryRun");
        if (isWrite && this.writes.incrementAndGet() > last) {
            dead = true;
            Thread thread = victim;
            if (thread != null) {
                thread.interrupt();
            }
        }
        if (dead) {
            builder.uri(NOWHERE);
        }
    }

    /** Runs an operation to its end, or to the cut; its outcome as it saw it. */
    Outcome<?> attempt(Operation<?> operation) {
        victim = Thread.currentThread();
        try {
            return cluster.attempt(operation);
        } finally {
            victim = null;
            // The cut's own, where nobody noticed it.
            Thread.interrupted();
        }
    }

    /** How many writes it tried. */
    int writes() {
        return writes.get();
    }

    boolean isDead() {
        return dead;
    }

    @Override
    public void close() {
        cluster.close();
        client.close();
    }
}
