package io.fairlead.testkit.internal.quota;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Change;
import io.fairlead.testkit.internal.store.Event;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.WriteOptions;
import io.fairlead.testkit.internal.store.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the status of quotas: how much there may be, and how much there is. */
public final class QuotaStatus {
    private static final String MANAGER = "kube-controller-manager";

    private final Store store;
    private final Catalog catalog;
    private final Writer writer;
    private final Quotas quotas;

    /** Keeps it by what was counted. */
    public QuotaStatus(Store store, Catalog catalog, Writer writer, Quotas quotas) {
        this.store = store;
        this.catalog = catalog;
        this.writer = writer;
        this.quotas = quotas;
    }

    /** Takes note of a write; on the Sandbox's own thread. */
    public void wrote(String type, Event event) {
        String namespace = event.after().namespace();
        boolean statusAlone = type.equals(Quotas.TYPE) && event.type() == Change.Type.MODIFIED && sameSpec(event);
        if (namespace.isEmpty() || statusAlone) {
            return;
        }
        for (Stored quota : store.list(Quotas.TYPE, namespace).items()) {
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("hard", Json.at(quota.object(), "spec", "hard"));
            status.put("used", quotas.used(namespace, quota.name()));
            if (!Json.same(status, quota.object().get("status"))) {
                write(quota, status);
            }
        }
    }

    private static boolean sameSpec(Event event) {
        Stored before = event.before();
        return before != null
                && Json.same(before.object().get("spec"), event.after().object().get("spec"));
    }

    private void write(Stored quota, Map<String, Object> status) {
        Kind kind = catalog.stored(Quotas.TYPE).orElseThrow();
        try {
            writer.update(
                    kind,
                    quota.namespace(),
                    quota.name(),
                    "status",
                    current -> {
                        Map<String, Object> next = Json.copyOf(current);
                        next.put("status", Json.copyOf(status));
                        writer.fieldManager(kind, "status").update(current, next, MANAGER);
                        return next;
                    },
                    WriteOptions.internal(MANAGER));
        } catch (ApiError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }
}
