package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The namespace that an object shall be in does not exist. */
public final class NamespaceMissing extends FairleadException {

    private final String namespace;

    /** A namespace that is not there. */
    public NamespaceMissing(String tried, String namespace, @Nullable Ref ref) {
        super(
                tried,
                "Namespace " + namespace + " does not exist.",
                "Create the namespace first, in the same operation if you like.",
                ref,
                null);
        this.namespace = namespace;
    }

    /** The missing namespace. */
    public String namespace() {
        return namespace;
    }
}
