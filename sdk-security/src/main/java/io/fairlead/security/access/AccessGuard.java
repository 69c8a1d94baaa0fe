package io.fairlead.security.access;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.plan.Guard;
import io.fairlead.plan.Preview;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets an operation change who may do what only where that is seen, allowed, and no lock-out.
 *
 * <pre>{@code
 * Identity me = Identity.user(cluster.user(), cluster.groups());
 * cluster.plan(AccessGuard.around(Apply.of(manifests), me));
 * }</pre>
 *
 * <p>The plan says of each role and binding that changes who gains and who loses which right, and which of its rules do not do what they
 * seem to. Refused before anything is written: what the API server's own rule forbids the caller to grant, so that no half is applied; what
 * takes a right from the caller or everything from the last administrator ({@link #allowingLockOut} lets it); and what gives anybody a
 * right that nobody is to gain ({@link #never}). What the caller could not give back afterwards is marked.
 *
 * <p>Around any operation, such as an apply of manifests. One whose plan ends before its program does is refused, as what it grants is not
 * known. Reads roles and bindings of the whole cluster before and after: eight lists, and eight more when it runs. Verbs: those of the
 * operation, and {@code list} roles, clusterroles, rolebindings and clusterrolebindings. Immutable.
 *
 * @param <R> what the operation gives back
 */
public final class AccessGuard<R> implements Operation<R> {

    private final Operation<R> operation;
    private final Identity caller;
    private final Authorizers authorizers;
    private final List<Right> never;
    private final boolean lockOut;

    private AccessGuard(
            Operation<R> operation, Identity caller, Authorizers authorizers, List<Right> never, boolean lockOut) {
        this.operation = operation;
        this.caller = caller;
        this.authorizers = authorizers;
        this.never = List.copyOf(never);
        this.lockOut = lockOut;
    }

    /**
     * Guards an operation.
     *
     * @param caller who will run it, with all groups: {@code Identity.user(cluster.user(), cluster.groups())}
     */
    public static <R> AccessGuard<R> around(Operation<R> operation, Identity caller) {
        return new AccessGuard<>(
                Objects.requireNonNull(operation, "operation"),
                Objects.requireNonNull(caller, "caller"),
                Authorizers.nodeAndRbac(),
                List.of(),
                false);
    }

    /** The same, and refused when anybody gains one of these rights who does not have it. */
    public AccessGuard<R> never(Right... rights) {
        List<Right> all = new ArrayList<>(never);
        all.addAll(Arrays.asList(rights));
        return new AccessGuard<>(operation, caller, authorizers, all, lockOut);
    }

    /** The same, where the caller may lose rights, and the last administrator too. */
    public AccessGuard<R> allowingLockOut() {
        return new AccessGuard<>(operation, caller, authorizers, never, true);
    }

    /** The same for an API server with other authorizers; Node and RBAC where it is not said. */
    public AccessGuard<R> under(Authorizers others) {
        return new AccessGuard<>(operation, caller, others, never, lockOut);
    }

    @Override
    public R perform(Work work) {
        Sheet sheet = new Sheet();
        return work.requiring(
                sheet,
                Operation.of(inner -> {
                            List<Tree> before = read(inner);
                            R result = inner.perform(operation);
                            sheet.change = new AccessChange(before, read(inner), authorizers);
                            sheet.change.tell(inner::note);
                            sheet.change.tellWhatStays(caller, (ref, text) -> inner.note(ref, text));
                            return result;
                        })
                        .named(name()));
    }

    private static List<Tree> read(Work work) {
        List<Tree> objects = new ArrayList<>();
        for (Kind kind : AccessIndex.KINDS) {
            objects.addAll(work.list(kind, Selection.everywhere()));
        }
        return objects;
    }

    @Override
    public String name() {
        return operation.name();
    }

    @Override
    public String toString() {
        return operation + ", guarded for " + caller;
    }

    /** What one reading of the program has found. */
    private final class Sheet implements Guard {

        private @Nullable AccessChange change;

        @Override
        public Verdict check(Preview preview) {
            AccessChange found = change;
            if (found == null) {
                return Verdict.refuse("what it grants is known only when it runs");
            }
            List<String> refusals = new ArrayList<>(found.notCovered(caller));
            if (!lockOut) {
                refusals.addAll(found.lockedOut(caller));
            }
            refusals.addAll(found.gainers(never));
            return refusals.isEmpty() ? Verdict.allow() : Verdict.refuse(String.join("; ", refusals));
        }
    }
}
