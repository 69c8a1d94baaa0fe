package io.fairlead.operation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.failure.FairleadException;
import io.fairlead.plan.Guard;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What an operation is written in: the primitives that a plan previews and a run carries out.
 *
 * <p>A {@code Work} belongs to the thread that was given it; calls from another are refused (side by side is {@link #all}).
 * Every call may throw a {@link FairleadException}. In a plan no call changes the cluster.
 *
 * <p>In a plan, a value that only the running cluster can know (an allocated address, the status after a wait) is a hole. A
 * tree read of a hole, and a model whose awaited status is one, end the plan at that point: the plan says that the rest is
 * known only when it runs. The control-flow error that does this goes through; programs do not catch {@code Throwable}.
 */
public interface Work {

    // ------------------------------------------------------------------ structure

    /** Performs another operation as a part of this one, under its own name if it has one. */
    <R> R perform(Operation<? extends R> part);

    /** Performs another operation as a named part of this one. */
    <R> R perform(String name, Operation<? extends R> part);

    /**
     * Performs an operation whose result nobody needs. A plan that cannot know a value inside it ends there, and goes on
     * after it, predicted.
     */
    void ignoring(Operation<?> part);

    /**
     * Performs operations side by side.
     *
     * @return their results, in their order
     */
    <T> List<T> all(List<? extends Operation<? extends T>> parts);

    /** Performs an operation and fails with {@code TimedOut} when it takes longer. */
    <R> R within(Duration limit, Operation<? extends R> part);

    /**
     * Performs an operation whose failure the program survives; previewed as done. Nothing is undone on failure unless the
     * part says so.
     */
    <R> Outcome<R> attempt(Operation<R> part);

    /** Performs an operation, and another in its place when it fails; the other is shown as an alternative. */
    <R> R orElse(Operation<? extends R> part, Operation<? extends R> other);

    /** Performs an operation, and takes back what it wrote when it fails. */
    <R> R undoOnFailure(Operation<? extends R> part);

    /**
     * Performs an operation whose writes no undo takes back: for what mends itself and must not be made anew, such as a pod that its
     * controller makes again. A plan marks them so.
     */
    <R> R irrevocably(Operation<? extends R> part);

    /** Plans an operation, asks the guard, and performs it unless refused. */
    <R> R requiring(Guard guard, Operation<? extends R> part);

    /**
     * The failure that ends a program on purpose: {@code throw work.abort("the error rate is too high")}.
     *
     * @param reason what happened, one sentence
     */
    FairleadException abort(String reason);

    /**
     * Says something to know: a plan prints it with its warnings, a run tells it as an event.
     *
     * @param about the object it is about
     * @param text what to know, without a full stop and without secret values
     */
    void note(Ref about, String text);

    // ------------------------------------------------------------------ reading

    /** Reads one object as a model; in a plan as it would be at this point. */
    <T extends HasMetadata> Optional<T> find(Class<T> type, String namespaceAndName);

    /** Reads one object as a tree; in a plan as it would be at this point, with its holes. */
    Optional<Tree> find(Ref ref);

    /**
     * Reads one object that must be there.
     *
     * @throws io.fairlead.failure.NotFound when it is not
     */
    <T extends HasMetadata> T get(Class<T> type, String namespaceAndName);

    /** Reads many objects as models, in the order of namespace and name. */
    <T extends HasMetadata> List<T> list(Class<T> type, Selection selection);

    /** Reads many objects as trees, in the order of namespace and name. */
    List<Tree> list(Kind kind, Selection selection);

    /** Judges an object as it was read: whether it is what its spec asks for, and why it says so. No request. */
    Readiness readiness(Tree object);

    /**
     * Who owns a field of an object, as its managed fields say: the names of the field managers, in order. Of a field that is owned as part
     * of a whole, the owners of the whole.
     */
    List<String> owners(Tree object, FieldPath field);

    /**
     * Finds why objects are not ready, root causes first, each named once however many objects share it.
     *
     * <p>Reads what the failing ones refer to: at most a LIST each of ReplicaSets, pods, events, claims, quotas and nodes; what may not be
     * read is said in the answer. Nothing for objects that are ready.
     */
    Diagnoses diagnose(List<Tree> objects);

    /**
     * Finds why what a selection takes is not ready: everything in a namespace, or in all of them, that runs, is bound, is served or scales.
     *
     * <p>Reads a LIST a kind, then what the failing ones refer to, nothing twice; what may not be read is said in the answer.
     */
    Diagnoses diagnose(Selection selection);

    /**
     * The kind that the cluster serves under a name without a version, in its preferred version: {@code Deployment.apps},
     * {@code ConfigMap}.
     */
    Optional<Kind> kind(String nameAndGroup);

    // ------------------------------------------------------------------ writing

    /**
     * Makes an object hold these fields, and own them under this name (server-side apply).
     *
     * @return the object as stored, or as it would be
     * @throws io.fairlead.failure.Conflict when another owner holds a field at another value
     */
    <T extends HasMetadata> T apply(T desired, Owner owner);

    /** Applies many objects as one wave: read once, written side by side, only what changes. The unit of speed. */
    Applied apply(Batch batch);

    /**
     * Changes what apply cannot own, such as one weight in an atomic list: a JSON patch guarded by the object as it was read.
     *
     * @throws io.fairlead.failure.NotFound when the object is missing
     */
    Tree amend(Ref ref, Amendment amendment);

    /** Deletes an object and what it owns, in the background; nothing to do when it is not there. */
    void delete(Ref ref);

    /** Deletes an object as told. */
    void delete(Ref ref, Deletion deletion);

    /** Carries out one of the API's verbs beyond writing fields: scale, evict, approve, issue a token. */
    <T> T act(Act<T> act);

    /**
     * Takes a step outside the cluster; only recorded in a plan.
     *
     * @return what the step gives; in a plan what it predicts
     */
    <T> T external(ExternalStep<T> step);

    // ------------------------------------------------------------------ waiting and deciding

    /** Waits until an object is as told; assumed to hold in a plan. Fails at once on a cause that waiting cannot mend. */
    void await(Ref ref, Until until, Duration limit);

    /** Waits until all these objects are as told: one watch a kind and namespace. */
    void await(Collection<Ref> refs, Until until, Duration limit);

    /**
     * Waits for a value that the cluster makes, to decide by. A plan that cannot know it ends here.
     *
     * @param what the value's name in plans and messages, such as {@code "an address"}
     */
    <T> T await(Ref ref, String what, Function<Tree, Optional<T>> value, Duration limit);

    /** Waits for a value; a plan that cannot know it goes on with the stand-in, and all that follows is predicted. */
    <T> T await(Ref ref, String what, Function<Tree, Optional<T>> value, Duration limit, T standIn);

    /**
     * Waits for a text that the cluster makes, to pass on. In a plan it is a token, a DNS-safe word that prints as
     * <i>known after it runs</i>; the program must not decide by it.
     */
    String later(Ref ref, String what, Function<Tree, Optional<String>> value, Duration limit);

    /** Asks a gate and says whether it passed; assumed to pass in a plan. What is not a pass, for whatever reason, is {@code false}. */
    default boolean decide(Gate gate) {
        return judge(gate).isPassed();
    }

    /**
     * Asks a gate and gives its verdict, which tells a no from no answer; assumed to pass in a plan.
     *
     * @throws io.fairlead.failure.TimedOut when it has no answer within its limit
     */
    Gate.Verdict judge(Gate gate);

    /** Lets time pass; nothing in a plan, where a second pause without a write since the first ends the plan. */
    void pause(Duration time);

    // ------------------------------------------------------------------ made-up values

    /** The time, the same in the plan shown, its run, and a resumed run. */
    Instant now();

    /** A made-up text (a random name, a chosen port) that is kept: one value for the plan and its run. */
    String once(String name, Supplier<String> maker);

    /** A made-up secret text: kept as {@link #once}, masked wherever it shows up. */
    String secret(String name, Supplier<String> maker);

    /** What is computed from a secret (a checksum, a certificate): masked, and left out when plans are compared. */
    String derive(String name, String secret, UnaryOperator<String> maker);
}
