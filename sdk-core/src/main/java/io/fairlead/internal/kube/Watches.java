package io.fairlead.internal.kube;

import io.fairlead.internal.resilience.Resilience;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The running watches of one connection, and the few threads that their listeners are called on. */
final class Watches implements AutoCloseable {

    private final HttpTransport transport;
    private final Lister lister;
    private final Resilience resilience;
    private final Set<WatchLoop> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private volatile boolean listFirst;

    Watches(HttpTransport transport, Lister lister, Resilience resilience) {
        this.transport = transport;
        this.lister = lister;
        this.resilience = resilience;
        // A watch borrows a thread while it has something to tell, and gives it back.
        this.threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "fairlead-watch");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    Watching start(ListRequest request, WatchListener listener) {
        WatchLoop loop = new WatchLoop(this, request, listener);
        running.add(loop);
        loop.start();
        return loop;
    }

    void ended(WatchLoop loop) {
        running.remove(loop);
    }

    HttpTransport transport() {
        return transport;
    }

    Lister lister() {
        return lister;
    }

    Resilience resilience() {
        return resilience;
    }

    SerialExecutor serial() {
        return new SerialExecutor(threads);
    }

    /** Whether this server does not list in a watch: found out once. */
    boolean listFirst() {
        return listFirst;
    }

    void rememberToListFirst() {
        listFirst = true;
    }

    @Override
    public void close() {
        running.forEach(WatchLoop::close);
        threads.shutdown();
    }
}
