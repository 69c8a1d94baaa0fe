package io.fairlead.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.failure.FairleadException;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.ListRequest;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.kube.WatchListener;
import io.fairlead.internal.kube.Watching;
import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A namespace of a real control plane in which a test makes something happen, watched and recorded. */
final class Stage implements AutoCloseable, WatchListener {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final KubeApi api;
    private final String namespace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Map<String, Object>> history = new ArrayList<>();
    private final List<Watching> watches = new ArrayList<>();

    Stage(KubeApi api, String namespace, Kind... kinds) {
        this.api = api;
        this.namespace = namespace;
        for (Kind kind : kinds) {
            watches.add(api.watch(ListRequest.of(api.typeOf(kind), namespace), this));
        }
    }

    /** Creates an object, given as JSON without its kind, or replaces what this stage owns of it. */
    Map<String, Object> apply(Kind kind, String name, String rest) {
        boolean namespaced = api.typeOf(kind).namespaced();
        String metadata = rest.startsWith("\"metadata\"") ? "" : "\"metadata\":{\"name\":\"" + name + "\"},";
        String body = "{\"apiVersion\":\"%s\",\"kind\":\"%s\",%s%s}"
                .formatted(kind.apiVersion(), kind.name(), metadata, rest);
        Reply reply = api.send(
                Request.patch(api.typeOf(kind).path(namespaced ? namespace : "", name, ""), Request.APPLY, body, true)
                        .with("fieldManager", "stage")
                        .with("force", "true"));
        return reply.orThrow("apply " + name, null);
    }

    /** Waits until what is not ready of this kind has just these causes, and gives the whole tree. */
    Diagnoses awaitCauses(Kind kind, String name, String... codes) {
        return awaitDiagnosis(
                kind,
                name,
                found -> found.roots().stream()
                        .map(root -> root.cause().code())
                        .toList()
                        .equals(List.of(codes)));
    }

    private Diagnoses awaitDiagnosis(Kind kind, String name, Predicate<Diagnoses> wanted) {
        Diagnoses[] last = new Diagnoses[1];
        boolean came = await(() -> {
            Map<String, Object> object = read(kind, name);
            last[0] = DiagnosisWalk.diagnose(List.of(object), ReadinessRules.of(), new KubeDiagnosisReader(api));
            return wanted.test(last[0]);
        });
        assertThat(came).as("%s", last[0]).isTrue();
        return last[0];
    }

    /** Waits until the object is in this state. */
    Readiness awaitState(Kind kind, String name, Readiness.State state) {
        Readiness[] last = new Readiness[1];
        boolean came = await(() -> {
            last[0] = ReadinessRules.of().judge(read(kind, name));
            return last[0].state() == state;
        });
        assertThat(came).as("%s", last[0]).isTrue();
        return last[0];
    }

    Map<String, Object> read(Kind kind, String name) {
        boolean namespaced = api.typeOf(kind).namespaced();
        return api.send(Request.get(api.typeOf(kind).path(namespaced ? namespace : "", name, "")))
                .orThrow("read " + name, null);
    }

    /** Every version that was seen, in the order of the server's changes of each kind. */
    List<Map<String, Object>> history() {
        lock.lock();
        try {
            return List.copyOf(history);
        } finally {
            lock.unlock();
        }
    }

    private interface Check {
        boolean holds();
    }

    private boolean await(Check check) {
        long end = System.nanoTime() + PATIENCE;
        lock.lock();
        try {
            while (!check.holds()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                // Not every cause shows in what is watched, so it is looked at once in a while all the same.
                changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(300));
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void seen(Map<String, Object> object) {
        lock.lock();
        try {
            history.add(object);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void gone(Map<String, Object> object) {
        lock.lock();
        try {
            Map<String, Object> last = Trees.copy(object);
            Trees.put(last, true, "gone");
            history.add(last);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void synced() {}

    @Override
    public void failed(FairleadException failure) {
        throw failure;
    }

    @Override
    public void close() {
        watches.forEach(Watching::close);
    }
}
