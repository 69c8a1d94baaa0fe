package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.time.Pace;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What every reading of a program against one cluster shares. */
final class Session {

    private final KubeApi api;
    private final Pace pace;
    private final EngineOptions options;
    private final SafeListener listener;
    private final Map<String, String> newUids = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable ClusterIdentity> cluster = new AtomicReference<>();
    private final Journals journals;

    Session(KubeApi api, Pace pace, EngineOptions options, SafeListener listener) {
        this.api = api;
        this.pace = pace;
        this.options = options;
        this.listener = listener;
        this.journals = new Journals(this);
    }

    /** The present uid of an object that an undo of this session made anew, by the uid it had. */
    String presentUid(String uid) {
        return newUids.getOrDefault(uid, uid);
    }

    /** The present uids by former ones; changes as more is made anew. */
    Map<String, String> newUids() {
        return newUids;
    }

    /** Remembers that an object was made anew, so that what was recorded of it before is still known to be about it. */
    void madeAnew(String before, String now) {
        newUids.replaceAll((former, present) -> present.equals(before) ? now : present);
        newUids.put(before, now);
    }

    KubeApi api() {
        return api;
    }

    Pace pace() {
        return pace;
    }

    EngineOptions options() {
        return options;
    }

    /** Which cluster this is; asked once. */
    ClusterIdentity cluster() {
        ClusterIdentity known = cluster.get();
        if (known == null) {
            known = ClusterIdentity.of(api);
            cluster.set(known);
        }
        return known;
    }

    Journals journals() {
        return journals;
    }

    /** Tells the listener, which cannot break the run. */
    void tell(Event event) {
        listener.on(event);
    }

    /** Whether the cluster serves a kind by now: one that it did not serve when it was asked first is asked for again. */
    boolean isServed(Kind kind) {
        if (api.findType(kind).isPresent()) {
            return true;
        }
        api.forgetTypes();
        return api.findType(kind).isPresent();
    }

    /** Finds the resource of a reference, and its namespace where it has none of its own. */
    Located locate(Ref ref) {
        return locate(api.typeOf(ref.kind()), ref);
    }

    Located locate(ResourceType type, Ref ref) {
        if (!type.namespaced()) {
            return new Located(type, ref.namespace().isEmpty() ? ref : ref.inNamespace(""));
        }
        return new Located(type, ref.namespace().isEmpty() ? ref.inNamespace(options.namespace()) : ref);
    }
}
