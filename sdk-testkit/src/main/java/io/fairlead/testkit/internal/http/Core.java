package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.rbac.Authorizer;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Deleter;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Writer;
import java.time.InstantSource;

/**
 * What the server stands on.
 *
 * @param store the objects
 * @param catalog the kinds
 * @param writer creates and changes
 * @param deleter deletes
 * @param authorizer says who may
 * @param clock the time
 */
public record Core(
        Store store, Catalog catalog, Writer writer, Deleter deleter, Authorizer authorizer, InstantSource clock) {}
