package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sees, apart from all contenders, when the last Deployment of a namespace is ready. */
final class ReadyWatch implements Watcher<Deployment>, AutoCloseable {

    private static final long LIMIT_MINUTES = 5;

    private final Set<String> ready = new HashSet<>();
    private final CountDownLatch all = new CountDownLatch(1);
    private final int count;
    private final Watch watch;
    private volatile long at;

    ReadyWatch(KubernetesClient client, String namespace, int count) {
        this.count = count;
        this.watch = client.apps().deployments().inNamespace(namespace).watch(this);
    }

    @Override
    public synchronized void eventReceived(Action action, Deployment deployment) {
        if (isReady(deployment)) {
            ready.add(deployment.getMetadata().getName());
            if (ready.size() == count && at == 0) {
                at = System.nanoTime();
                all.countDown();
            }
        }
    }

    private static boolean isReady(Deployment deployment) {
        var status = deployment.getStatus();
        return status != null
                && status.getObservedGeneration() != null
                && status.getObservedGeneration() >= deployment.getMetadata().getGeneration()
                && deployment.getSpec().getReplicas().equals(status.getUpdatedReplicas())
                && deployment.getSpec().getReplicas().equals(status.getAvailableReplicas());
    }

    /** The nano time at which it was so; waits until it is. */
    long await() throws InterruptedException {
        if (!all.await(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(ready.size() + " of " + count + " Deployments are ready");
        }
        return at;
    }

    @Override
    public void onClose(WatcherException cause) {
        // Then the wait ends by its limit.
    }

    @Override
    public void close() {
        watch.close();
    }
}
