package io.fairlead.internal.engine;

import io.fairlead.plan.Change;
import io.fairlead.plan.Step;
import io.fairlead.resource.Permission;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What taking back a plan's steps takes, where an operation may undo itself. */
final class UndoPermissions {

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
