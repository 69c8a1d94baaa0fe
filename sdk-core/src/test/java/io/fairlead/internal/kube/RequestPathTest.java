package io.fairlead.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/pods, list, pods",
        "GET, /api/v1/namespaces/shop/pods, list, pods",
        "GET, /api/v1/namespaces/shop/pods/a, get, pods",
        "GET, /api/v1/namespaces/shop/pods/a/log, get, pods/log",
        "POST, /api/v1/namespaces/shop/pods/a/eviction, create, pods/eviction",
        "PATCH, /apis/apps/v1/namespaces/shop/deployments/web/scale, patch, apps/deployments/scale",
        "PUT, /apis/coordination.k8s.io/v1/namespaces/shop/leases/l, update, coordination.k8s.io/leases",
        "GET, /api/v1/namespaces, list, namespaces",
        "PATCH, /api/v1/namespaces/shop, patch, namespaces",
        "PUT, /api/v1/namespaces/shop/finalize, update, namespaces/finalize",
        "PATCH, /api/v1/namespaces/shop/status, patch, namespaces/status",
        "DELETE, /api/v1/nodes/n, delete, nodes",
        "DELETE, /api/v1/namespaces/shop/pods, deletecollection, pods",
        "GET, /apis, get, apis",
        "GET, /api, get, api",
        "GET, /api/v1, get, api",
        "GET, /apis/apps/v1, get, apis",
        "GET, /version, get, version",
    })
    void verbs_and_resources_are_those_of_rbac(String method, String path, String verb, String resource) {
        Request request = new Request(method, path, Map.of(), "", "", null, true);

        assertThat(request.verb()).isEqualTo(verb);
        assertThat(request.resource()).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/namespaces/shop/pods"})
    void a_list_with_watch_is_a_watch(String path) {
        assertThat(Request.get(path).with("watch", "true").verb()).isEqualTo("watch");
    }
}
