package io.fairlead.internal.engine;

import io.fairlead.failure.Forbidden;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.ListRequest;
import io.fairlead.internal.kube.Listing;
import io.fairlead.internal.kube.Page;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads live objects with few requests: a GET for one or two of a kind and namespace, a LIST for more.
 *
 * <p>A LIST of 1,000 objects costs about as much as 20 GETs, so it is taken early; a caller that may not list is served by GETs.
 * Tells what it needed to be allowed, for the plan's permissions.
 */
final class Live {

    /** From how many objects of one kind and namespace on one LIST is cheaper than so many GETs. */
    private static final int LIST_FROM = 3;

    /** Objects on the first page of a list, where no more are wanted. */
    private static final int PAGE = 500;

    /** A list is long when more than this many times what is wanted would still have to be listed: a GET costs about 20 listed objects. */
    private static final int LONG = 20;

    private final KubeApi api;
    private final Consumer<Permission> needed;
    private final BiConsumer<String, List<Map<String, Object>>> wholes;

    Live(KubeApi api, Consumer<Permission> needed) {
        this(api, needed, (path, items) -> {});
    }

    /**
     * As the other, for a plan.
     *
     * @param wholes is told of each list that was read to its end: its path, its objects
     */
    Live(KubeApi api, Consumer<Permission> needed, BiConsumer<String, List<Map<String, Object>>> wholes) {
        this.api = api;
        this.needed = needed;
        this.wholes = wholes;
    }

    /** One object; empty when it, or its namespace, is not there. */
    Optional<Map<String, Object>> read(Located at) {
        needed.accept(permission("get", at));
        return found(api.send(Request.get(at.path(""))), at);
    }

    /** Many objects; those that are not there are left out. */
    Map<Ref, Map<String, Object>> readAll(Collection<Located> wanted) {
        Map<String, List<Located>> groups = new TreeMap<>();
        wanted.forEach(at -> groups.computeIfAbsent(
                        at.type().path(at.ref().namespace(), "", ""), path -> new ArrayList<>())
                .add(at));
        Map<Ref, Map<String, Object>> found = new LinkedHashMap<>();
        List<Located> single = new ArrayList<>();
        groups.values().forEach(group -> {
            boolean list =
                    group.size() >= LIST_FROM && group.get(0).type().verbs().contains("list");
            single.addAll(list ? listed(group, found) : group);
        });
        single.forEach(at -> needed.accept(permission("get", at)));
        List<Reply> replies =
                api.sendAll(single.stream().map(at -> Request.get(at.path(""))).toList());
        for (int i = 0; i < single.size(); i++) {
            Located at = single.get(i);
            found(replies.get(i), at).ifPresent(object -> found.put(at.ref(), object));
        }
        return found;
    }

    /**
     * Looks for a group in a list; gives what must be asked for by name: all of it where listing is forbidden, the rest where the first page
     * shows that the list is long and little of it is wanted.
     */
    private List<Located> listed(List<Located> group, Map<Ref, Map<String, Object>> found) {
        ResourceType type = group.get(0).type();
        String namespace = group.get(0).ref().namespace();
        Map<String, Located> open = new LinkedHashMap<>();
        group.forEach(at -> open.put(at.ref().name(), at));
        ListRequest request = ListRequest.of(type, namespace);
        try {
            // Room for all that is wanted and some more: then one request is enough.
            Page first = api.firstPage(request, Math.max(PAGE, 2 * group.size()));
            boolean longList = first.remaining() > (long) LONG * group.size();
            List<Map<String, Object>> items =
                    longList ? first.items() : api.rest(request, first).items();
            for (Map<String, Object> item : items) {
                Located at = open.remove(Ref.of(item).name());
                if (at != null) {
                    found.put(at.ref(), item);
                }
            }
            needed.accept(new Permission("list", type.kind().group(), type.plural(), "", namespace, ""));
            if (!longList) {
                wholes.accept(type.path(namespace, "", ""), items);
            }
            return longList ? List.copyOf(open.values()) : List.of();
        } catch (Forbidden e) {
            return group;
        }
    }

    /** All that a selection takes, in the order of namespace and name. */
    List<Map<String, Object>> list(ResourceType type, Selection selection) {
        String namespace = type.namespaced() ? selection.namespace() : "";
        needed.accept(new Permission("list", type.kind().group(), type.plural(), "", namespace, ""));
        Listing listing = api.list(
                ListRequest.of(type, namespace).labelled(selection.labels()).where(selection.fields()));
        List<Map<String, Object>> items = new ArrayList<>(listing.items());
        items.sort(java.util.Comparator.comparing(Ref::of));
        return items;
    }

    private static Optional<Map<String, Object>> found(Reply reply, Located at) {
        return reply.code() == 404 ? Optional.empty() : Optional.of(reply.orThrow("read " + at.ref(), at.ref()));
    }

    static Permission permission(String verb, Located at) {
        return new Permission(
                verb,
                at.type().kind().group(),
                at.type().plural(),
                "",
                at.ref().namespace(),
                at.ref().name());
    }
}
