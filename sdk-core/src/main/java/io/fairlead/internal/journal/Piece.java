package io.fairlead.internal.journal;

import java.util.Map;

/**
 * A part of a wave that goes to one place.
 *
 * @param namespace the namespace that its secret values must stay in; empty where it holds none
 * @param keys whether private keys are among them
 * @param tree what to keep
 */
public record Piece(String namespace, boolean keys, Map<String, Object> tree) {

    /** Whether it may go into a Secret only. */
    public boolean secret() {
        return !namespace.isEmpty();
    }
}
