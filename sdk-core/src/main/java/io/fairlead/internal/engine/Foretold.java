package io.fairlead.internal.engine;

import io.fairlead.internal.tree.JsonPatch;
import io.fairlead.internal.tree.Trees;
import io.fairlead.internal.undo.PathUndo;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.internal.undo.UndoPlan;
import io.fairlead.operation.Amendment;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what was foretold and then done from what was foretold and never done, by the live objects: a process died between its record and
 * its write, or its answer.
 *
 * <p>A write of the API is done as a whole or not at all, so one path that is as written shows that it was done.
 */
final class Foretold {

    private final Map<Ref, Map<String, Object>> live;

    /** With the live objects, those that are missing left out. */
    Foretold(Map<Ref, Map<String, Object>> live) {
        this.live = live;
    }

    /** The entry as far as it was done; empty when it was not. */
    Optional<Ledger.Entry> done(Ledger.Entry entry) {
        if (entry instanceof Ledger.Applied applied) {
            List<PriorState> done =
                    applied.objects().stream().filter(this::happened).toList();
            return done.isEmpty() ? Optional.empty() : Optional.of(new Ledger.Applied(done));
        }
        boolean happened = entry instanceof Ledger.Deleted deleted
                ? happened(deleted.state())
                : entry instanceof Ledger.Amended amended
                        ? happened(amended)
                        : !(entry instanceof Ledger.Acted acted)
                                || !isSameVersion(acted.before(), live.get(acted.ref()));
        return happened ? Optional.of(entry) : Optional.empty();
    }

    private boolean happened(PriorState state) {
        Map<String, Object> now = live.get(state.ref());
        return switch (state.touch()) {
            case CREATED -> now != null;
            case DELETED, REPLACED ->
                now == null
                        || !Changes.uid(now).equals(state.uid())
                        || Trees.at(now, "metadata", "deletionTimestamp") != null;
            case CHANGED ->
                now == null
                        || UndoPlan.of(state, now).paths().stream()
                                .anyMatch(path ->
                                        path.step() == PathUndo.Step.RESTORE || path.step() == PathUndo.Step.OWNERSHIP)
                        || UndoPlan.of(state, now).action() == UndoPlan.Action.REFUSED;
        };
    }

    private boolean happened(Ledger.Amended amended) {
        Map<String, Object> now = live.get(amended.at().ref());
        if (now == null || isSameVersion(amended.before(), now)) {
            return now == null;
        }
        // The places of the inverse are those that were written, as they are counted afterwards.
        for (Amendment.Edit edit : amended.inverse().edits()) {
            if (!JsonPatch.read(now, edit.pointer()).equals(JsonPatch.read(amended.written(), edit.pointer()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSameVersion(Map<String, Object> before, @Nullable Map<String, Object> now) {
        Optional<String> version = Trees.text(before, "metadata", "resourceVersion");
        return version.isPresent() && now != null && version.equals(Trees.text(now, "metadata", "resourceVersion"));
    }
}
