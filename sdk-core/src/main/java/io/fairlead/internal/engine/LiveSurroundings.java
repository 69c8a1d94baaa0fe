package io.fairlead.internal.engine;

import io.fairlead.internal.kube.ResourceType;
import io.fairlead.operation.Selection;
import io.fairlead.plan.Surroundings;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The cluster as a guard may ask it: live reads, whose permissions are told. */
final class LiveSurroundings implements Surroundings {

    private final Session session;
    private final Live live;

    LiveSurroundings(Session session, Consumer<Permission> needed) {
        this.session = session;
        this.live = new Live(session.api(), needed);
    }

    @Override
    public Optional<Tree> find(Ref ref) {
        return session.api()
                .findType(ref.kind())
                .flatMap(type -> live.read(session.locate(type, ref)))
                .map(Tree::of);
    }

    @Override
    public List<Tree> list(Kind kind, String namespace, String labels) {
        Optional<ResourceType> type = session.api().findType(kind);
        return type.map(served -> live.list(served, new Selection(namespace, labels, ""))).orElse(List.of()).stream()
                .map(Tree::of)
                .toList();
    }
}
