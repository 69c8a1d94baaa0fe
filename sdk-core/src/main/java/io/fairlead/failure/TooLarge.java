package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The object is larger than the cluster can take. */
public final class TooLarge extends FairleadException {

    /** An object that is too large, by the server's word on it. */
    public TooLarge(String tried, String reason, @Nullable Ref ref) {
        super(
                tried,
                "It is too large for the cluster: " + reason + ".",
                "Split it: a request may have 3 MiB, an object in etcd 1.5 MiB, a ConfigMap or Secret 1 MiB of data.",
                ref,
                null);
    }
}
