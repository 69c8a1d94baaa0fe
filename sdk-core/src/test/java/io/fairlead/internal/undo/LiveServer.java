package io.fairlead.internal.undo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.internal.kube.FabricKubeApi;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writes of different people to objects of a real API server. */
final class LiveServer {

    private final KubeApi api;

    LiveServer(KubernetesClient client) {
        this.api = FabricKubeApi.using(client, Resilience.ofDefaults(), CallObserver.NONE);
    }

    private String path(Ref ref, String subresource) {
        return api.typeOf(ref.kind()).path(ref.namespace(), ref.name(), subresource);
    }

    private static Map<String, Object> ok(Reply reply) {
        if (!reply.ok()) {
            throw new AssertionError(reply.code() + " " + reply.message());
        }
        return reply.body();
    }

    @Nullable
    Map<String, Object> find(Ref ref) {
        Reply reply = api.send(Request.get(path(ref, "")));
        return reply.code() == 404 ? null : ok(reply);
    }

    Map<String, Object> get(Ref ref) {
        return ok(api.send(Request.get(path(ref, ""))));
    }

    Reply tryApply(Map<String, Object> tree, String manager, boolean force) {
        Request request = Request.patch(path(Ref.of(tree), ""), Request.APPLY, Json.print(tree), true)
                .with("fieldManager", manager);
        return api.send(force ? request.with("force", "true") : request);
    }

    Map<String, Object> apply(Map<String, Object> tree, String manager) {
        return ok(tryApply(tree, manager, true));
    }

    Map<String, Object> create(Map<String, Object> tree, String manager) {
        Ref ref = Ref.of(tree);
        String collection = api.typeOf(ref.kind()).path(ref.namespace(), "", "");
        return ok(api.send(Request.post(collection, Json.print(tree), true).with("fieldManager", manager)));
    }

    Map<String, Object> merge(Ref ref, Map<String, Object> patch, String manager) {
        return ok(api.send(Request.patch(path(ref, ""), Request.MERGE_PATCH, Json.print(patch), true)
                .with("fieldManager", manager)));
    }

    Map<String, Object> strategicMerge(Ref ref, Map<String, Object> patch, String manager) {
        return ok(
                api.send(Request.patch(path(ref, ""), "application/strategic-merge-patch+json", Json.print(patch), true)
                        .with("fieldManager", manager)));
    }

    Map<String, Object> scale(Ref ref, int replicas, String manager) {
        ok(api.send(Request.patch(
                        path(ref, "scale"), Request.MERGE_PATCH, "{\"spec\":{\"replicas\":" + replicas + "}}", true)
                .with("fieldManager", manager)));
        return get(ref);
    }

    Reply tryPatch(Ref ref, List<Map<String, Object>> patch, String manager) {
        return api.send(Request.patch(path(ref, ""), Request.JSON_PATCH, Json.print(patch), true)
                .with("fieldManager", manager));
    }

    /** Makes these the managed fields of an object, whatever happens to it meanwhile. */
    void own(Ref ref, List<Object> managedFields) {
        ok(tryPatch(
                ref,
                List.of(Map.of("op", "replace", "path", "/metadata/managedFields", "value", managedFields)),
                "owner"));
    }

    void delete(Ref ref) {
        ok(api.send(Request.delete(path(ref, ""), "{\"propagationPolicy\":\"Background\"}")));
    }

    static Object version(Map<String, Object> object) {
        return String.valueOf(Trees.at(object, "metadata", "resourceVersion"));
    }
}
