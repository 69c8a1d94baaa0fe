package io.fairlead.ha.rollout;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fairlead.operation.Gate;
import io.fairlead.resource.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout changes and how it goes about it; handed to the lambda of {@link Rollout#of}.
 *
 * <p>Where no container is named, the workload's only one is meant; several are refused while planning. Changes are made in the order they
 * are told.
 */
public final class RolloutSpec {

    private static final Owner DEFAULT_OWNER = Owner.of("fairlead/rollout");
    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(10);

    private final List<TemplateEdit> edits = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private Owner owner = DEFAULT_OWNER;
    private Duration limit = DEFAULT_LIMIT;
    private Duration bake = Duration.ZERO;
    private boolean takingOver = true;
    private boolean keeping;
    private Optional<String> reason = Optional.empty();
    private Optional<Gate> arbiter = Optional.empty();
    private @Nullable Function<RolloutSpec, Strategy> strategy;

    RolloutSpec() {}

    /** The image of the only container. */
    public RolloutSpec image(String image) {
        return edit(TemplateEdits.image(Optional.empty(), known(image)));
    }

    /** The image of a container, or of an init container. */
    public RolloutSpec image(String container, String image) {
        return edit(TemplateEdits.image(container(container), known(image)));
    }

    /** A variable of the only container's environment. */
    public RolloutSpec env(String name, String value) {
        return edit(TemplateEdits.env(
                Optional.empty(), Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value")));
    }

    /** A variable of a container's environment; one that came from elsewhere is replaced. */
    public RolloutSpec env(String container, String name, String value) {
        return edit(TemplateEdits.env(
                container(container), Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value")));
    }

    /**
     * What a container asks for.
     *
     * @param resource {@code cpu}, {@code memory} or another
     * @param quantity as the API writes it: {@code 500m}, {@code 1Gi}
     */
    public RolloutSpec request(String container, String resource, String quantity) {
        return edit(TemplateEdits.resource(container(container), "requests", resource, quantity));
    }

    /**
     * What a container may use at most.
     *
     * @param resource {@code cpu}, {@code memory} or another
     * @param quantity as the API writes it: {@code 500m}, {@code 1Gi}
     */
    public RolloutSpec limit(String container, String resource, String quantity) {
        return edit(TemplateEdits.resource(container(container), "limits", resource, quantity));
    }

    /** An annotation of the pods. */
    public RolloutSpec annotation(String name, String value) {
        return edit(
                TemplateEdits.annotation(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value")));
    }

    /**
     * Any change of the pod template. What the lambda takes away is taken away by a guarded patch, as an apply cannot do that to what others
     * hold.
     *
     * @param change gives the changed template back; the one it is given is its own to change
     */
    public RolloutSpec template(UnaryOperator<PodTemplateSpec> change) {
        return edit(TemplateEdits.model(Objects.requireNonNull(change, "change")));
    }

    /** Why: kept as the annotation {@code kubernetes.io/change-cause}, which the history of revisions shows. */
    public RolloutSpec because(String why) {
        reason = Optional.of(why);
        return this;
    }

    /**
     * What must hold once the new pods are ready; asked in this order. One that does not hold, or that cannot be asked, takes the rollout
     * back; one that cannot tell does not, see {@link #whenInconclusive}.
     *
     * <p>A gate on a metric is asked of the new pods alone: its query names {@code $pods}, or the rollout is refused while planning.
     */
    public RolloutSpec gate(Gate gate) {
        gates.add(Objects.requireNonNull(gate, "gate"));
        return this;
    }

    /**
     * Who decides when a gate cannot tell. Where nobody is named the rollout ends there, with the new revision in place: too little data is
     * no reason to take it back.
     */
    public RolloutSpec whenInconclusive(Gate who) {
        arbiter = Optional.of(who);
        return this;
    }

    /**
     * Releases to a second Deployment first, {@code web-canary}, whose share of the traffic goes up step by step, the gates asked of its pods at
     * each; then to the workload, which is not touched before. For Deployments.
     */
    public RolloutSpec canary(Consumer<CanarySpec> how) {
        CanarySpec spec = new CanarySpec();
        how.accept(spec);
        strategy = rules -> new Canary(spec);
        return this;
    }

    /**
     * Releases to a second Deployment of full size first, {@code web-next}, and switches a Service to it by one write; the gates are asked of its
     * pods once they serve. Then the workload itself is released, and the Service switched back. For Deployments.
     */
    public RolloutSpec blueGreen(Consumer<BlueGreenSpec> how) {
        BlueGreenSpec spec = new BlueGreenSpec();
        how.accept(spec);
        strategy = rules -> new BlueGreen(spec, rules.arbiter());
        return this;
    }

    /** How long the new pods must have been left to themselves, and then still be ready, before the gates are asked; no time by default. */
    public RolloutSpec bake(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a bake time is not negative, got " + time);
        }
        bake = time;
        return this;
    }

    /** How long it may take until all pods are new and ready; ten minutes where it is not said. */
    public RolloutSpec within(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a rollout takes some time, got " + time);
        }
        limit = time;
        return this;
    }

    /** Who will own the changed fields; {@code fairlead/rollout} where it is not said. */
    public RolloutSpec as(Owner name) {
        owner = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Refuses to change a field that another owner holds. Where it is not said, the fields that the rollout names are taken over: the plan
     * says from whom, and undo gives them back.
     */
    public RolloutSpec respectingOwners() {
        takingOver = false;
        return this;
    }

    /** Leaves the new revision in place when the rollout fails, instead of taking it back. */
    public RolloutSpec keepOnFailure() {
        keeping = true;
        return this;
    }

    private RolloutSpec edit(TemplateEdit edit) {
        edits.add(edit);
        return this;
    }

    private static Optional<String> container(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a container has a name");
        }
        return Optional.of(name);
    }

    private static String known(String image) {
        if (image.isBlank()) {
            throw new IllegalArgumentException("an image has a name, such as registry.example/web:2.1");
        }
        return image;
    }

    List<TemplateEdit> edits() {
        return List.copyOf(edits);
    }

    List<Gate> gates() {
        return List.copyOf(gates);
    }

    Optional<Strategy> strategy() {
        return Optional.ofNullable(strategy).map(one -> one.apply(this));
    }

    Optional<Gate> arbiter() {
        return arbiter;
    }

    Owner owner() {
        return owner;
    }

    Duration limit() {
        return limit;
    }

    Duration bake() {
        return bake;
    }

    boolean isTakingOver() {
        return takingOver;
    }

    boolean isKeeping() {
        return keeping;
    }

    Optional<String> reason() {
        return reason;
    }
}
