package io.fairlead.security.access;

import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Answers who may do what, as the API server would, without asking it.
 *
 * <pre>{@code
 * AccessIndex access = cluster.query(AccessIndex.read());
 * System.out.println(access.whoCan(Right.of("get", "secrets").in("shop")));
 * }</pre>
 *
 * <p>Holds the roles and bindings of a live cluster, read by four lists, or of files. Answers take no request. Rules are matched exactly
 * as the RBAC authorizer of Kubernetes 1.37 does it: subresources and {@code *}{@code /scale}, stars, names, paths with a star at their
 * end, the groups that the API server adds to a user, {@code system:masters}, bindings to roles that are not there. Whether a namespace
 * exists does not matter to it, and so not here.
 *
 * <p>Of files, aggregated ClusterRoles get the rules that the controller would give them; those of a live cluster have them.
 *
 * <p>Immutable and thread-safe: a change gives a new index, which shares what is the same. {@link AccessWatch} keeps
 * one up to date.
 */
public final class AccessIndex {

    static final List<Kind> KINDS =
            List.of(Binding.ROLE, Binding.CLUSTER_ROLE, Binding.ROLE_BINDING, Binding.CLUSTER_ROLE_BINDING);

    private final Holdings holdings;
    private final Authorizers authorizers;

    private AccessIndex(Holdings holdings, Authorizers authorizers) {
        this.holdings = holdings;
        this.authorizers = authorizers;
    }

    /** The roles and bindings among these objects; what a role aggregates is added up. */
    public static AccessIndex of(Manifests manifests) {
        return of(
                manifests.objects().stream().map(ManifestObject::tree).toList(),
                manifests.namespace().orElse(Holdings.DEFAULT));
    }

    /** The roles and bindings among these objects, each a whole tree; what a role aggregates is added up. */
    public static AccessIndex of(Collection<? extends Map<String, ?>> objects) {
        return of(objects, Holdings.DEFAULT);
    }

    private static AccessIndex of(Collection<? extends Map<String, ?>> objects, String namespace) {
        List<Tree> trees = new ArrayList<>(objects.size());
        objects.forEach(object -> trees.add(Tree.of(object)));
        return new AccessIndex(Holdings.of(trees, namespace, true), Authorizers.nodeAndRbac());
    }

    /** These objects as a live cluster has them: the rules of aggregated roles are what the controller has written. */
    static AccessIndex live(List<Tree> objects) {
        return new AccessIndex(Holdings.of(objects, Holdings.DEFAULT, false), Authorizers.nodeAndRbac());
    }

    /**
     * Reads the roles and bindings of a cluster: a query of four lists.
     *
     * <p>Verbs: {@code list} roles, clusterroles, rolebindings and clusterrolebindings in the whole cluster.
     */
    public static Operation<AccessIndex> read() {
        return new ReadAccess();
    }

    /** The same answers for an API server with other authorizers; Node and RBAC where it is not said. */
    public AccessIndex under(Authorizers others) {
        return new AccessIndex(holdings, Objects.requireNonNull(others, "others"));
    }

    /**
     * Whether a request is allowed.
     *
     * <p>Takes microseconds: looks up the bindings of the user and of each group, and matches the rules of their roles.
     */
    public Verdict can(Identity identity, Right right) {
        return authorizers.verdict(identity, identity.isMaster() || holdings.allow(identity, right));
    }

    /** Whether a request is allowed to a user or account without further groups, or to a member of a group. */
    public Verdict can(Subject subject, Right right) {
        return can(Identity.of(subject), right);
    }

    /** Why a request is allowed, by every chain that allows it; or what comes nearest. */
    public Explanation explain(Identity identity, Right right) {
        return Explanation.of(holdings, identity, right, can(identity, right));
    }

    /** Why a request is allowed to a user or account without further groups, or to a member of a group. */
    public Explanation explain(Subject subject, Right right) {
        return explain(Identity.of(subject), right);
    }

    /** All subjects that roles allow this: in its namespace, or in the whole cluster where it names none. */
    public Holders whoCan(Right right) {
        return holdings.holders(right);
    }

    /** All subjects that roles allow this in the whole cluster or in any namespace. */
    public Holders whoCanAnywhere(Right right) {
        return holdings.holdersAnywhere(right.in(""));
    }

    /** Everything that roles allow somebody, by all of its groups. */
    public EffectivePermissions effectivePermissions(Identity identity) {
        return new EffectivePermissions(identity, holdings.grants(identity));
    }

    /** Everything that roles allow a user or account without further groups, or a member of a group. */
    public EffectivePermissions effectivePermissions(Subject subject) {
        return effectivePermissions(Identity.of(subject));
    }

    /** What becomes allowed and what is lost between two states, right by right. */
    public static AccessDiff diff(AccessIndex before, AccessIndex after) {
        return AccessDiff.between(before.holdings, after.holdings);
    }

    /** Whom bindings name, in order. */
    public List<Subject> subjects() {
        return holdings.subjects();
    }

    /** What is odd, one sentence each: bindings to roles that are not there, roles that aggregate each other. */
    public List<String> notes() {
        return holdings.notes();
    }

    /** The same with an object as it is now; objects of other kinds change nothing. */
    public AccessIndex with(Map<String, ?> object) {
        return with(Tree.of(object));
    }

    AccessIndex with(Tree object) {
        return new AccessIndex(holdings.with(object), authorizers);
    }

    /** The same without an object. */
    public AccessIndex without(Ref ref) {
        return new AccessIndex(holdings.without(ref), authorizers);
    }

    /** Whether the controller that adds up what roles aggregate has nothing left to do. */
    boolean isSettled() {
        return holdings.isSettled();
    }

    /** The same, where what roles aggregate is added up here from now on. */
    AccessIndex settling() {
        return new AccessIndex(holdings.settling(), authorizers);
    }

    Holdings holdings() {
        return holdings;
    }

    @Override
    public String toString() {
        return "Access: " + holdings + ", decided by " + authorizers;
    }
}
