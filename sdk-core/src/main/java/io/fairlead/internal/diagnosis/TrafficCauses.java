package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Cause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.NetworkCause;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Ref;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Why traffic has no way: an Ingress without class, Service or certificate; a Service without endpoints. */
final class TrafficCauses {

    private static final Kind CLASS = Kind.of("networking.k8s.io/v1", "IngressClass");
    private static final Kind SERVICE = Kind.of("v1", "Service");
    private static final Kind SECRET = Kind.of("v1", "Secret");
    private static final Kind SLICE = Kind.of("discovery.k8s.io/v1", "EndpointSlice");
    private static final String DEFAULT = "ingressclass.kubernetes.io/is-default-class";
    private static final String OLD_CLASS = "kubernetes.io/ingress.class";

    private final Lists lists;
    private final Map<String, Map<Map.Entry<String, Object>, Set<Map<String, Object>>>> carriers = new HashMap<>();
    private final Set<String> heard = new HashSet<>();

    TrafficCauses(Lists lists) {
        this.lists = lists;
    }

    /** What keeps an Ingress from being served; its missing address only where nothing else does. */
    List<Diagnosis> ingress(Map<String, Object> tree) {
        Observed ingress = Observed.of(tree);
        Ref ref = ingress.ref();
        List<Diagnosis> found = new ArrayList<>();
        noClass(ingress).ifPresent(found::add);
        for (String service : backends(ingress)) {
            missing(ingress, SERVICE, service, new NetworkCause.NoBackend(service), "rules")
                    .ifPresent(found::add);
        }
        for (Map<String, Object> tls : ingress.items("spec", "tls")) {
            Trees.text(tls, "secretName")
                    .flatMap(name -> missing(ingress, SECRET, name, new NetworkCause.NoCertificate(name), "tls"))
                    .ifPresent(found::add);
        }
        return found.isEmpty()
                ? List.of(Diagnosis.of(
                        new NetworkCause.NoAddress("it"),
                        ref,
                        FieldPath.of("status", "loadBalancer", "ingress"),
                        "absent"))
                : found;
    }

    private Optional<Diagnosis> noClass(Observed ingress) {
        String named = ingress.text("spec", "ingressClassName");
        if (named.isEmpty() && ingress.has("metadata", "annotations", OLD_CLASS)) {
            return Optional.empty();
        }
        boolean there = lists.of(CLASS, "", "", "").stream()
                .anyMatch(each -> named.isEmpty()
                        ? "true".equals(Trees.at(each, "metadata", "annotations", DEFAULT))
                        : named.equals(Trees.at(each, "metadata", "name")));
        return there || lists.blind(CLASS, "")
                ? Optional.empty()
                : Optional.of(Diagnosis.of(
                        new NetworkCause.NoIngressClass(named),
                        ingress.ref(),
                        FieldPath.of("spec", "ingressClassName"),
                        named.isEmpty() ? "absent" : named));
    }

    private static Set<String> backends(Observed ingress) {
        Set<String> names = new LinkedHashSet<>();
        Trees.text(ingress.tree(), "spec", "defaultBackend", "service", "name").ifPresent(names::add);
        for (Map<String, Object> rule : ingress.items("spec", "rules")) {
            for (Map<String, Object> path : Trees.maps(rule, "http", "paths")) {
                Trees.text(path, "backend", "service", "name").ifPresent(names::add);
            }
        }
        return names;
    }

    private Optional<Diagnosis> missing(Observed ingress, Kind kind, String name, Cause cause, String field) {
        String namespace = ingress.ref().namespace();
        return lists.named(kind, namespace, name).isPresent() || lists.blind(kind, namespace)
                ? Optional.empty()
                : Optional.of(Diagnosis.of(cause, ingress.ref(), FieldPath.of("spec", field), name));
    }

    /** Hears of a workload, whose pods carry their labels when they come. */
    void makesPods(Map<String, Object> workload) {
        Map<String, Object> labels = Trees.map(workload, "spec", "template", "metadata", "labels");
        index(labels, carriers.computeIfAbsent(Observed.of(workload).ref().namespace(), unseen -> new HashMap<>()));
    }

    /** Sets of labels by each label in them, so that a selector is compared with few of them. */
    private static void index(
            Map<String, Object> labels, Map<Map.Entry<String, Object>, Set<Map<String, Object>>> carriers) {
        labels.forEach((key, value) -> carriers.computeIfAbsent(
                        new SimpleImmutableEntry<>(key, value), unseen -> new HashSet<>())
                .add(labels));
    }

    /**
     * That nothing carries the labels of a Service, as the pods of its namespace tell where they are known. That none of them is ready is
     * theirs to tell.
     */
    Optional<Diagnosis> selectsNothing(Map<String, Object> tree) {
        Observed service = Observed.of(tree);
        String namespace = service.ref().namespace();
        Map<String, Object> selector = selector(service);
        if (selector.isEmpty() || !lists.knows(Lists.POD, namespace)) {
            return Optional.empty();
        }
        Map<Map.Entry<String, Object>, Set<Map<String, Object>>> here =
                carriers.computeIfAbsent(namespace, unseen -> new HashMap<>());
        if (heard.add(namespace)) {
            lists.of(Lists.POD, namespace, "", "").forEach(pod -> index(Trees.map(pod, "metadata", "labels"), here));
        }
        boolean some = here.getOrDefault(selector.entrySet().iterator().next(), Set.of()).stream()
                .anyMatch(labels -> labels.entrySet().containsAll(selector.entrySet()));
        String text = text(selector);
        return some
                ? Optional.empty()
                : Optional.of(Diagnosis.of(
                        new NetworkCause.SelectsNothing(text), service.ref(), FieldPath.of("spec", "selector"), text));
    }

    /**
     * The Services behind an Ingress that are missing though it has an address.
     *
     * @param alone whether it is asked about by itself, which is worth a list; else only known Services count
     */
    List<Diagnosis> missingBackends(Map<String, Object> tree, boolean alone) {
        Observed ingress = Observed.of(tree);
        return alone || lists.knows(SERVICE, ingress.ref().namespace())
                ? backends(ingress).stream()
                        .map(name -> missing(ingress, SERVICE, name, new NetworkCause.NoBackend(name), "rules"))
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
    }

    private static Map<String, Object> selector(Observed service) {
        return service.text("spec", "type").equals("ExternalName")
                ? Map.of()
                : Trees.map(service.tree(), "spec", "selector");
    }

    private static String text(Map<String, Object> selector) {
        return new TreeMap<>(selector)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    /** What a Service with a selector sends traffic to, or rather does not. */
    Optional<Diagnosis> service(Map<String, Object> tree) {
        Observed service = Observed.of(tree);
        Map<String, Object> selector = selector(service);
        if (selector.isEmpty()) {
            return Optional.empty();
        }
        String label = "kubernetes.io/service-name=" + service.ref().name();
        List<Map<String, Object>> endpoints = lists.of(SLICE, service.ref().namespace(), label, "").stream()
                .flatMap(slice -> Trees.maps(slice, "endpoints").stream())
                .toList();
        if (lists.blind(SLICE, service.ref().namespace()) || endpoints.stream().anyMatch(TrafficCauses::ready)) {
            return Optional.empty();
        }
        String text = text(selector);
        Cause cause = endpoints.isEmpty()
                ? new NetworkCause.SelectsNothing(text)
                : new NetworkCause.NoReadyEndpoint(endpoints.size());
        return Optional.of(Diagnosis.of(cause, service.ref(), FieldPath.of("spec", "selector"), text));
    }

    /** An absent condition means ready, as the API defines it. */
    private static boolean ready(Map<String, Object> endpoint) {
        return !Boolean.FALSE.equals(Trees.at(endpoint, "conditions", "ready"));
    }
}
