package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The lines of what brings traffic to pods. */
final class NetworkCells {
    private NetworkCells() {}

    static Map<String, Printer> printers() {
        return Map.of(
                "Service",
                new Printer(
                        Column.of("Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "Selector*"),
                        NetworkCells::service),
                "Ingress",
                new Printer(
                        Column.of("Name", "Class", "Hosts", "Address", "Ports", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Text.orElse(Json.text(Json.child(o, "spec"), "ingressClassName"), Text.NONE),
                                hosts(Json.objects(Json.child(o, "spec"), "rules")),
                                balancers(o),
                                Json.items(Json.child(o, "spec"), "tls").isEmpty() ? "80" : "80, 443",
                                Text.age(o, now))),
                "IngressClass",
                new Printer(
                        Column.of("Name", "Controller", "Parameters", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o)
                                        + (isDefault(o, "ingressclass.kubernetes.io/is-default-class")
                                                ? " (default)"
                                                : ""),
                                Json.text(Json.child(o, "spec"), "controller"),
                                parameters(Json.at(o, "spec", "parameters")),
                                Text.age(o, now))),
                "Endpoints",
                new Printer(
                        Column.of("Name", "Endpoints", "Age"),
                        (o, now) -> Text.row(Text.name(o), endpoints(o), Text.age(o, now))),
                "EndpointSlice",
                new Printer(
                        Column.of("Name", "AddressType", "Ports", "Endpoints", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Json.text(o, "addressType"),
                                Text.some(Json.objects(o, "ports").stream()
                                        .map(NetworkCells::slicePort)
                                        .toList()),
                                Text.some(Json.objects(o, "endpoints").stream()
                                        .flatMap(endpoint -> Json.items(endpoint, "addresses").stream())
                                        .map(String::valueOf)
                                        .toList()),
                                Text.age(o, now))),
                "NetworkPolicy",
                new Printer(
                        Column.of("Name", "Pod-Selector", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Text.selectorOrNone(Json.at(o, "spec", "podSelector")),
                                Text.age(o, now))),
                "ServiceCIDR",
                new Printer(
                        Column.of("Name", "CIDRs", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Text.join(Json.items(Json.child(o, "spec"), "cidrs"), ","),
                                Text.age(o, now))),
                "IPAddress",
                new Printer(
                        Column.of("Name", "ParentRef", "Age"),
                        (o, now) -> Text.row(Text.name(o), parent(Json.at(o, "spec", "parentRef")), Text.age(o, now))));
    }

    static boolean isDefault(Map<String, Object> object, String annotation) {
        return "true".equals(Json.at(object, "metadata", "annotations").get(annotation));
    }

    private static List<Object> service(Map<String, Object> service, Instant now) {
        Map<String, Object> spec = Json.child(service, "spec");
        List<Object> addresses = Json.items(spec, "clusterIPs");
        String ports = Json.objects(spec, "ports").stream()
                .map(port -> {
                    long node = Json.number(port, "nodePort", 0);
                    return port.get("port") + (node > 0 ? ":" + node : "") + "/" + Json.text(port, "protocol");
                })
                .collect(Collectors.joining(","));
        return Text.row(
                Text.name(service),
                Json.text(spec, "type"),
                addresses.isEmpty() ? Text.NONE : addresses.get(0),
                external(service, spec),
                Text.orElse(ports, Text.NONE),
                Text.age(service, now),
                Text.labels(Json.child(spec, "selector")));
    }

    private static String external(Map<String, Object> service, Map<String, Object> spec) {
        String fixed = Text.join(Json.items(spec, "externalIPs"), ",");
        return switch (Json.text(spec, "type")) {
            case "ClusterIP", "NodePort" -> Text.orElse(fixed, Text.NONE);
            case "LoadBalancer" -> {
                String given = balancers(service);
                String both = given.isEmpty() || fixed.isEmpty() ? given + fixed : given + "," + fixed;
                yield Text.orElse(both, "<pending>");
            }
            case "ExternalName" -> Json.text(spec, "externalName");
            default -> Text.UNKNOWN;
        };
    }

    private static String balancers(Map<String, Object> object) {
        var addresses = new TreeSet<String>();
        for (Map<String, Object> ingress : Json.objects(Json.at(object, "status", "loadBalancer"), "ingress")) {
            String address = Text.orElse(Json.text(ingress, "ip"), Json.text(ingress, "hostname"));
            if (!address.isEmpty()) {
                addresses.add(address);
            }
        }
        return String.join(",", addresses);
    }

    private static String hosts(List<Map<String, Object>> rules) {
        List<String> hosts = new ArrayList<>();
        boolean more = false;
        for (Map<String, Object> rule : rules) {
            more = more || hosts.size() == 3;
            String host = Json.text(rule, "host");
            if (!more && !host.isEmpty()) {
                hosts.add(host);
            }
        }
        String text = hosts.isEmpty() ? "*" : String.join(",", hosts);
        return more ? text + " + " + (rules.size() - 3) + " more..." : text;
    }

    private static String parameters(Map<String, Object> reference) {
        if (reference.isEmpty()) {
            return Text.NONE;
        }
        String group = Json.text(reference, "apiGroup");
        return Json.text(reference, "kind") + (group.isEmpty() ? "" : "." + group) + "/" + Json.text(reference, "name");
    }

    private static String endpoints(Map<String, Object> endpoints) {
        List<String> all = new ArrayList<>();
        for (Map<String, Object> subset : Json.objects(endpoints, "subsets")) {
            List<Map<String, Object>> ports = Json.objects(subset, "ports");
            List<Map<String, Object>> addresses = Json.objects(subset, "addresses");
            if (ports.isEmpty()) {
                addresses.forEach(address -> all.add(Json.text(address, "ip")));
            }
            for (Map<String, Object> port : ports) {
                for (Map<String, Object> address : addresses) {
                    String ip = Json.text(address, "ip");
                    all.add((ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + port.get("port"));
                }
            }
        }
        return Json.items(endpoints, "subsets").isEmpty() ? Text.NONE : all.isEmpty() ? "" : Text.some(all);
    }

    private static String slicePort(Map<String, Object> port) {
        return port.get("port") instanceof Number number
                ? number.toString()
                : port.get("name") instanceof String name ? name : "*";
    }

    private static String parent(Map<String, Object> reference) {
        if (reference.isEmpty()) {
            return Text.NONE;
        }
        String group = Json.text(reference, "group");
        String namespace = Json.text(reference, "namespace");
        return (Json.text(reference, "resource") + (group.isEmpty() ? "" : "." + group)).toLowerCase(Locale.ROOT)
                + (namespace.isEmpty() ? "" : "/" + namespace) + "/" + Json.text(reference, "name");
    }
}
