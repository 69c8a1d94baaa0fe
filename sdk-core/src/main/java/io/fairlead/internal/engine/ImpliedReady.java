package io.fairlead.internal.engine;

import io.fairlead.resource.*;
import java.util.*;

/** STUB. */
record ImpliedReady(Map<String, Object> tree, Set<FieldPath> holes, boolean unknown) {
    static ImpliedReady of(Map<String, Object> tree, boolean written) {
        return new ImpliedReady(tree, Set.of(), false);
    }
}
