package io.fairlead.security.access;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.List;

/** Reads the roles and bindings of the whole cluster. */
final class ReadAccess implements Operation<AccessIndex> {

    @Override
    public AccessIndex perform(Work work) {
        List<Tree> objects = new ArrayList<>();
        for (Kind kind : AccessIndex.KINDS) {
            objects.addAll(work.list(kind, Selection.everywhere()));
        }
        return AccessIndex.live(objects);
    }

    @Override
    public String name() {
        return "read who may do what";
    }

    @Override
    public String toString() {
        return name();
    }
}
