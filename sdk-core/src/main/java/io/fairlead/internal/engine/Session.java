package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.time.Pace;
import io.fairlead.resource.Ref;

/** What every reading of a program against one cluster shares. */
final class Session {

    private final KubeApi api;
    private final Pace pace;
    private final EngineOptions options;
    private final SafeListener listener;

    Session(KubeApi api, Pace pace, EngineOptions options, SafeListener listener) {
        this.api = api;
        this.pace = pace;
        this.options = options;
        this.listener = listener;
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

    /** Tells the listener, which cannot break the run. */
    void tell(Event event) {
        listener.on(event);
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
