package io.fairlead.testkit;

import io.fairlead.testkit.internal.json.Changed;
import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.Event;
import io.fairlead.testkit.internal.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What became of the objects of a {@link Sandbox}, write by write; it prints as one line a write.
 *
 * <p>Immutable: it tells what was written until it was asked for.
 */
public final class SandboxHistory {
    private final List<Change> changes;

    private SandboxHistory(List<Change> changes) {
        this.changes = List.copyOf(changes);
    }

    static SandboxHistory of(List<Event> events) {
        return new SandboxHistory(events.stream().map(Change::of).toList());
    }

    /** What a write did to an object. */
    public enum Action {
        /** It was not there before. */
        CREATED("+"),
        /** It was there and differs now. */
        CHANGED("~"),
        /** It is gone. */
        DELETED("-");

        private final String sign;

        Action(String sign) {
            this.sign = sign;
        }
    }

    /**
     * One write.
     *
     * @param version the resource version that it made
     * @param action what it did
     * @param kind the kind of the object
     * @param object the object as {@code namespace/name}, or its name where there are no namespaces
     * @param before its state before, empty when it was created
     * @param after its state after, at the end the last one
     */
    public record Change(
            long version,
            Action action,
            String kind,
            String object,
            Optional<Map<String, Object>> before,
            Map<String, Object> after) {

        /** Checks that everything is given. */
        public Change {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }

        private static Change of(Event event) {
            Stored after = event.after();
            Action action = switch (event.type()) {
                case ADDED -> Action.CREATED;
                case MODIFIED -> Action.CHANGED;
                case DELETED -> Action.DELETED;
            };
            return new Change(
                    event.revision(),
                    action,
                    Json.text(after.object(), "kind"),
                    after.namespace().isEmpty() ? after.name() : after.namespace() + "/" + after.name(),
                    Optional.ofNullable(event.before()).map(Stored::object),
                    after.object());
        }

        /** {@code ~ Deployment default/web: .spec.replicas 2 -> 3}; who owns which field is left out. */
        @Override
        public String toString() {
            String what = action.sign + " " + kind + " " + object;
            if (action != Action.CHANGED || before.isEmpty()) {
                return what;
            }
            List<String> fields = Changed.fields(before.get(), after);
            return fields.isEmpty() ? what + ": who owns what" : what + ": " + String.join(", ", fields);
        }
    }

    /** All writes, oldest first. */
    public List<Change> list() {
        return changes;
    }

    /** The writes to objects of one kind, such as {@code Pod}. */
    public SandboxHistory of(String kind) {
        return only(change -> change.kind().equals(kind));
    }

    /** The writes to one object, named as {@code default/web} or {@code node-1}. */
    public SandboxHistory of(String kind, String object) {
        return only(change -> change.kind().equals(kind) && change.object().equals(object));
    }

    /** The writes after a version, such as that of {@link #version} at an earlier moment. */
    public SandboxHistory since(long version) {
        return only(change -> change.version() > version);
    }

    private SandboxHistory only(Predicate<Change> wanted) {
        return new SandboxHistory(
                new ArrayList<>(changes.stream().filter(wanted).toList()));
    }

    /** The newest version in it, 0 when there is none. */
    public long version() {
        return changes.isEmpty() ? 0 : changes.get(changes.size() - 1).version();
    }

    /** One line a write. */
    @Override
    public String toString() {
        return changes.stream().map(Change::toString).collect(Collectors.joining("\n"));
    }
}
