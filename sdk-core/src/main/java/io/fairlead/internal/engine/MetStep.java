package io.fairlead.internal.engine;

import io.fairlead.operation.ExternalStep;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An external step that a record tells of, until the program that is played anew comes to it: from then on it is that step, and can be
 * taken back. Safe for threads.
 */
final class MetStep implements ExternalStep<Void> {

    private final String name;
    private final String inverseName;
    private final boolean repeatable;
    private volatile @Nullable ExternalStep<?> met;

    private MetStep(String name, String inverseName, boolean repeatable) {
        this.name = name;
        this.inverseName = inverseName;
        this.repeatable = repeatable;
    }

    static MetStep of(Map<String, Object> tree) {
        return new MetStep(
                LedgerTree.text(tree, "name"),
                LedgerTree.text(tree, "inverse"),
                Boolean.TRUE.equals(tree.get("repeatable")));
    }

    /** The program came to it. */
    void meet(ExternalStep<?> step) {
        met = step;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Void run() {
        throw new UnsupportedOperationException("the step \"" + name + "\" is not at hand");
    }

    @Override
    public Optional<ExternalStep<?>> inverse() {
        ExternalStep<?> step = met;
        if (step != null && step.inverse().isPresent()) {
            return Optional.of(step.inverse().get());
        }
        return inverseName.isEmpty() ? Optional.empty() : Optional.of(new MetStep(inverseName, "", repeatable));
    }

    @Override
    public boolean idempotent() {
        return repeatable;
    }

    @Override
    public boolean valueless() {
        return true;
    }
}
