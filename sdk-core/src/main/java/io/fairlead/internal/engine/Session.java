package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.event.EventListener;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.time.Pace;
import io.fairlead.resource.Ref;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every reading of a program against one cluster shares. */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final KubeApi api;
    private final Pace pace;
    private final EngineOptions options;
    private final EventListener listener;
    private final ReentrantLock telling = new ReentrantLock();

    Session(KubeApi api, Pace pace, EngineOptions options, EventListener listener) {
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

    /** Tells the listener, one event at a time; what it throws is logged and changes nothing. */
    void tell(Event event) {
        telling.lock();
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("event", event.getClass().getSimpleName())
                    .setCause(e)
                    .log("A listener threw; the run goes on.");
        } finally {
            telling.unlock();
        }
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
