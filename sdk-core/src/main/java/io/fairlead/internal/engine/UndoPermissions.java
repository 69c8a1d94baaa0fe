package io.fairlead.internal.engine;

import io.fairlead.plan.Change;
import io.fairlead.plan.Step;
import io.fairlead.resource.Permission;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What taking back a plan's steps takes, where an operation may undo itself. */
final class UndoPermissions {

    /** What is deleted with all that is in it: undo waits until it is gone. */
    private static final Set<String> LEAVE_SLOWLY = Set.of("Namespace", "CustomResourceDefinition");

    private UndoPermissions() {}

    static Set<Permission> of(List<Step> steps, Session session) {
        Set<Permission> needed = new TreeSet<>();
        for (Step step : steps) {
            if (step instanceof Change change && change.writes()) {
                session.api().findType(change.ref().kind()).ifPresent(type -> {
                    Located at = new Located(type, change.ref());
                    needed.add(Live.permission("get", at));
                    needed.add(Live.permission("patch", at));
                    if (change.action() == Change.Action.CREATE) {
                        needed.add(Live.permission("delete", at));
                        if (LEAVE_SLOWLY.contains(change.ref().kind().name())) {
                            Permission all = Permission.of("list", type.kind().group(), type.plural(), "");
                            needed.add(all);
                            needed.add(Permission.of("watch", all.group(), all.resource(), ""));
                        }
                    }
                    if (change.action() == Change.Action.DELETE || change.action() == Change.Action.REPLACE) {
                        needed.addAll(Changes.permissions(at, Change.Action.REPLACE));
                    }
                });
            }
        }
        return needed;
    }
}
