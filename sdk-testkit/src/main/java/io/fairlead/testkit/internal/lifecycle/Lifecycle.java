package io.fairlead.testkit.internal.lifecycle;

import io.fairlead.testkit.internal.quota.QuotaStatus;
import io.fairlead.testkit.internal.quota.Quotas;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Deleter;
import io.fairlead.testkit.internal.store.Event;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/** All that happens to objects by itself, one write after the other, in the order of the writes. */
public final class Lifecycle {
    private Lifecycle() {}

    /** Takes part in the life of one kind of thing. */
    @FunctionalInterface
    interface Keeper {
        void wrote(String type, Event event);
    }

    /** Starts the garbage collector, the keeper of namespaces, of definitions, of storage in use and of quotas. */
    public static void start(
            Store store,
            Catalog catalog,
            Writer writer,
            Deleter deleter,
            Quotas quotas,
            InstantSource clock,
            Executor thread) {
        var namespaces = new Namespaces(store, catalog, writer, deleter);
        writer.furnishWith(namespaces::furnish);
        List<Keeper> keepers = List.of(
                new Definitions(store, catalog, writer, deleter, clock)::wrote,
                new Collector(store, catalog, writer, deleter)::wrote,
                namespaces::wrote,
                new StorageInUse(store, catalog, writer)::wrote,
                new QuotaStatus(store, catalog, writer, quotas)::wrote);
        store.listen((type, event) -> thread.execute(() -> keepers.forEach(keeper -> keeper.wrote(type, event))));
    }
}
