package io.fairlead.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.WatchListener;
import io.fairlead.resource.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoardTest {

    private final Board board = new Board();
    private final WatchListener watch = board.listener();

    @Test
    void news_of_a_pod_is_news_of_all_that_own_it() throws InterruptedException {
        watch.seen(object("apps/v1", "ReplicaSet", "web-1", "Deployment", "web"));
        watch.seen(object("v1", "Pod", "web-1-a", "ReplicaSet", "web-1"));
        board.next();
        watch.seen(object("v1", "Pod", "web-1-a", "ReplicaSet", "web-1"));
        assertThat(board.withOwners(board.next()))
                .extracting(Ref::toString)
                .containsExactly("Pod shop/web-1-a", "ReplicaSet shop/web-1", "Deployment shop/web");
    }

    @Test
    void the_end_of_a_pod_is_news_of_its_owner_too() throws InterruptedException {
        Map<String, Object> pod = object("v1", "Pod", "web-0", "StatefulSet", "web");
        watch.seen(pod);
        board.next();
        watch.gone(pod);
        assertThat(board.withOwners(board.next()))
                .extracting(Ref::toString)
                .containsExactly("Pod shop/web-0", "StatefulSet shop/web");
        assertThat(board.ownedBy(owner("StatefulSet"), "Pod")).isEmpty();
    }

    @Test
    void an_object_that_changes_hands_is_its_former_owners_no_more() {
        watch.seen(object("v1", "Pod", "web-0", "StatefulSet", "web"));
        watch.seen(object("v1", "Pod", "web-0", "DaemonSet", "web"));
        assertThat(board.ownedBy(owner("StatefulSet"), "Pod")).isEmpty();
        assertThat(board.ownedBy(owner("DaemonSet"), "Pod")).hasSize(1);
    }

    @Test
    void what_has_no_owner_is_news_of_itself() {
        Ref ref = owner("Deployment");
        assertThat(board.withOwners(Set.of(ref))).containsExactly(ref);
    }

    private static Ref owner(String kind) {
        return Ref.of(object("apps/v1", kind, "web", "None", "none"));
    }

    private static Map<String, Object> object(
            String version, String kind, String name, String ownerKind, String ownerName) {
        Map<String, Object> owner = Map.of("apiVersion", "apps/v1", "kind", ownerKind, "name", ownerName, "uid", "u");
        Map<String, Object> metadata =
                new LinkedHashMap<>(Map.of("namespace", "shop", "name", name, "ownerReferences", List.of(owner)));
        return new LinkedHashMap<>(Map.of("apiVersion", version, "kind", kind, "metadata", metadata));
    }
}
