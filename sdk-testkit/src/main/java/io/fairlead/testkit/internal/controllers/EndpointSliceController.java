package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.LabelSelectors;
import io.fairlead.testkit.internal.store.DeleteOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the endpoints of Services with a selector ({@code k8s.io/endpointslice}, 1.37), at most 100 a slice.
 *
 * <p>IPv4 only, without topology hints; the older Endpoints objects are not written.
 */
final class EndpointSliceController extends Reconciler {
    private static final int MOST = 100;
    private static final String MANAGED_BY = "endpointslice-controller.k8s.io";

    private final Api api;
    private final Cache services;
    private final Cache slices;

    EndpointSliceController(Api api) {
        super(api.time());
        this.api = api;
        this.services = api.cache(Kind.SERVICE);
        this.slices = api.cache(Kind.ENDPOINT_SLICE);
        services.onChange((before, after) -> enqueue(after));
        slices.onChange(Owners.of("Service", services, this));
        api.pods().onChange((before, after) -> {
            wakeFor(before);
            wakeFor(after);
        });
    }

    private void wakeFor(@Nullable Map<String, Object> pod) {
        if (pod != null && !Trees.text(pod, "status", "podIP").isEmpty()) {
            services.in(Meta.namespace(pod)).stream()
                    .filter(service -> selects(service, pod))
                    .forEach(this::enqueue);
        }
    }

    private static boolean selects(Map<String, Object> service, Map<String, Object> pod) {
        var selector = Trees.map(service, "spec", "selector");
        return !selector.isEmpty() && LabelSelectors.contains(selector, Meta.labels(pod));
    }

    @Override
    void reconcile(Key key) {
        var found = services.get(key.namespace(), key.name());
        if (found.isEmpty()
                || Trees.map(found.get(), "spec", "selector").isEmpty()
                || "ExternalName".equals(Trees.text(found.get(), "spec", "type"))) {
            return;
        }
        var service = found.get();
        var byPorts = new LinkedHashMap<List<Object>, List<Object>>();
        for (var pod : api.pods().in(key.namespace())) {
            if (selects(service, pod)
                    && !Pods.ended(pod)
                    && !Trees.text(pod, "status", "podIP").isEmpty()) {
                byPorts.computeIfAbsent(ports(service, pod), ports -> new ArrayList<>())
                        .add(endpoint(service, pod));
            }
        }
        if (byPorts.isEmpty()) {
            byPorts.put(List.of(), List.of());
        }
        write(service, byPorts);
    }

    /** Fits the wanted endpoints into the slices that are there, makes what lacks, drops what is left. */
    private void write(Map<String, Object> service, Map<List<Object>, List<Object>> byPorts) {
        var there = new ArrayList<>(slices.ownedBy(Meta.uid(service)));
        byPorts.forEach((ports, endpoints) -> {
            for (int from = 0; from == 0 || from < endpoints.size(); from += MOST) {
                var part = endpoints.subList(from, Math.min(from + MOST, endpoints.size()));
                var slice = there.stream()
                        .filter(each -> Trees.maps(each, "ports").equals(ports))
                        .findFirst()
                        .or(() -> there.stream().findFirst());
                slice.ifPresentOrElse(
                        each -> {
                            there.remove(each);
                            slices.update(
                                    Meta.namespace(each),
                                    Meta.name(each),
                                    Api.MANAGER,
                                    object -> fill(object, service, ports, part));
                        },
                        () -> slices.create(fill(empty(service), service, ports, part), Api.MANAGER));
            }
        });
        there.forEach(each -> slices.delete(each, DeleteOptions.background()));
    }

    private static Map<String, Object> empty(Map<String, Object> service) {
        return Trees.object(
                "apiVersion", "discovery.k8s.io/v1",
                "kind", "EndpointSlice",
                "metadata",
                        Trees.object(
                                "generateName",
                                Meta.name(service) + "-",
                                "namespace",
                                Meta.namespace(service),
                                "ownerReferences",
                                new ArrayList<Object>(List.of(Meta.controllerReference(service)))),
                "addressType", "IPv4");
    }

    private static Map<String, Object> fill(
            Map<String, Object> slice, Map<String, Object> service, List<Object> ports, List<Object> endpoints) {
        var labels = Trees.copy(Meta.labels(service));
        labels.put("endpointslice.kubernetes.io/managed-by", MANAGED_BY);
        labels.put("kubernetes.io/service-name", Meta.name(service));
        if ("None".equals(Trees.text(service, "spec", "clusterIP"))) {
            labels.put("service.kubernetes.io/headless", "");
        }
        Trees.child(slice, "metadata").put("labels", labels);
        slice.put("endpoints", new ArrayList<>(endpoints));
        slice.put("ports", new ArrayList<>(ports));
        return slice;
    }

    private Map<String, Object> endpoint(Map<String, Object> service, Map<String, Object> pod) {
        boolean serving = Pods.ready(pod);
        boolean terminating = Meta.deleting(pod);
        boolean ready = Trees.isTrue(service, "spec", "publishNotReadyAddresses") || (serving && !terminating);
        String hostname = Trees.text(pod, "spec", "hostname");
        boolean named = !hostname.isEmpty() && Meta.name(service).equals(Trees.text(pod, "spec", "subdomain"));
        String zone = api.cache(Kind.NODE)
                .get("", Pods.node(pod))
                .map(node -> Trees.text(Meta.labels(node), "topology.kubernetes.io/zone"))
                .orElse("");
        return Trees.object(
                "addresses",
                new ArrayList<Object>(List.of(Trees.text(pod, "status", "podIP"))),
                "conditions",
                Trees.object("ready", ready, "serving", serving, "terminating", terminating),
                "hostname",
                named ? hostname : null,
                "nodeName",
                Pods.node(pod),
                "targetRef",
                Trees.object(
                        "kind", "Pod",
                        "name", Meta.name(pod),
                        "namespace", Meta.namespace(pod),
                        "uid", Meta.uid(pod)),
                "zone",
                zone.isEmpty() ? null : zone);
    }

    private static List<Object> ports(Map<String, Object> service, Map<String, Object> pod) {
        var ports = new ArrayList<Object>();
        for (var port : Trees.maps(service, "spec", "ports")) {
            number(port, pod)
                    .ifPresent(number -> ports.add(Trees.object(
                            "appProtocol", Trees.at(port, "appProtocol"),
                            "name", Trees.text(port, "name"),
                            "port", number,
                            "protocol", Trees.textOr("TCP", port, "protocol"))));
        }
        return ports;
    }

    /** A named target port is the pod's own: pods of two releases may have different numbers for it. */
    private static Optional<Integer> number(Map<String, Object> port, Map<String, Object> pod) {
        Object target = port.getOrDefault("targetPort", port.get("port"));
        if (target instanceof Number number) {
            return Optional.of(number.intValue());
        }
        String protocol = Trees.textOr("TCP", port, "protocol");
        return Trees.maps(pod, "spec", "containers").stream()
                .flatMap(container -> Trees.maps(container, "ports").stream())
                .filter(each -> String.valueOf(target).equals(each.get("name"))
                        && protocol.equals(Trees.textOr("TCP", each, "protocol")))
                .map(each -> Trees.number(0, each, "containerPort"))
                .findFirst();
    }
}
