package io.fairlead.testkit.contract;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fairlead.plan.Permissions;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Makes users who may do just what a plan prints. */
final class Accounts {

    private static final Duration GRANTED = Duration.ofSeconds(20);
    private static final Set<String> WRITES = Set.of("create", "patch", "update", "delete");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Accounts() {}

    /** A user who holds the printed roles. */
    static String holding(Room room, Permissions permissions) {
        String user = room.unique("user") + "-" + NUMBERS.incrementAndGet();
        for (HasMetadata role : permissions.roles(user)) {
            grant(room, role, user);
        }
        permissions.needed().forEach(permission -> awaitGranted(room, permission, user));
        return user;
    }

    /** A user who holds the printed roles, save for writing one object. */
    static String without(Room room, Permissions permissions, Ref refused) {
        return holding(
                room,
                Permissions.of(permissions.needed().stream()
                        .filter(permission -> !(permission.name().equals(refused.name())
                                && permission.namespace().equals(refused.namespace())
                                && permission.group().equals(refused.kind().group())
                                && WRITES.contains(permission.verb())
                                && isOf(permission, refused)))
                        .toList()));
    }

    private static boolean isOf(Permission permission, Ref refused) {
        String kind = refused.kind().name().toLowerCase(java.util.Locale.ROOT);
        return permission.resource().startsWith(kind.substring(0, kind.length() - 1));
    }

    private static void grant(Room room, HasMetadata printed, String user) {
        if (printed instanceof Role role
                && room.admin()
                                .namespaces()
                                .withName(role.getMetadata().getNamespace())
                                .get()
                        != null) {
            room.lend(role);
            room.lend(new RoleBindingBuilder()
                    .withNewMetadata()
                    .withNamespace(role.getMetadata().getNamespace())
                    .withName(user)
                    .endMetadata()
                    .withNewRoleRef("rbac.authorization.k8s.io", "Role", user)
                    .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                    .build());
            return;
        }
        String name =
                printed instanceof Role role ? user + "-" + role.getMetadata().getNamespace() : user;
        room.lend(new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                // A namespace that is not there yet has no Role: its rules can only be granted in the whole cluster.
                .withRules(printed instanceof Role role ? role.getRules() : ((ClusterRole) printed).getRules())
                .build());
        room.lend(new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build());
    }

    /** The server learns of roles a moment after they were stored. */
    private static void awaitGranted(Room room, Permission permission, String user) {
        long end = System.nanoTime() + GRANTED.toNanos();
        while (!isGranted(room, permission, user)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("The server does not take over the role of " + user + ": " + permission);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static boolean isGranted(Room room, Permission permission, String user) {
        return room.admin()
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user)
                        .withNewResourceAttributes()
                        .withVerb(permission.verb())
                        .withGroup(permission.group())
                        .withResource(permission.resource())
                        .withSubresource(permission.subresource())
                        .withNamespace(permission.namespace())
                        .withName(permission.name())
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }
}
