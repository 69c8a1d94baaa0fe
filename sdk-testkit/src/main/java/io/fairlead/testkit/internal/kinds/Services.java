package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.Admission;
import io.fairlead.testkit.internal.store.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The addresses and node ports of Services, each given to one at a time. */
final class Services {
    private static final int FIRST_PORT = 30_000;
    private static final int LAST_PORT = 32_767;
    private static final String DRY_ADDRESS = "10.0.0.0";
    private static final int DRY_PORT = 32_769;

    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private int nextAddress = 10;
    private int nextPort = FIRST_PORT;

    Services() {
        // The first address is the API server's own.
        taken.add("10.0.0.1");
    }

    Admission.Claim allocate(Map<String, Object> service, @Nullable Map<String, Object> old, boolean dryRun) {
        List<String> claimed = new ArrayList<>();
        Map<String, Object> spec = Json.ensure(service, "spec");
        try {
            if (old != null) {
                keep(spec, Json.child(old, "spec"));
            }
            addresses(service, spec, claimed, dryRun);
            ports(service, spec, old == null ? Map.of() : Json.child(old, "spec"), claimed, dryRun);
        } catch (RuntimeException e) {
            claimed.forEach(taken::remove);
            throw e;
        }
        List<String> freed = old == null ? List.of() : held(Json.child(old, "spec"));
        return new Admission.Claim() {
            private boolean kept;

            @Override
            public void keep() {
                kept = true;
                Set<String> still = new HashSet<>(held(spec));
                freed.stream().filter(each -> !still.contains(each)).forEach(taken::remove);
            }

            @Override
            public void close() {
                if (!kept) {
                    claimed.forEach(taken::remove);
                }
            }
        };
    }

    void release(Map<String, Object> service) {
        held(Json.child(service, "spec")).forEach(taken::remove);
    }

    private static List<String> held(Map<String, Object> spec) {
        List<String> held = new ArrayList<>();
        Json.items(spec, "clusterIPs").forEach(ip -> held.add(String.valueOf(ip)));
        for (Map<String, Object> port : Json.objects(spec, "ports")) {
            if (port.get("nodePort") != null) {
                held.add(port.get("nodePort") + "/" + port.get("protocol"));
            }
        }
        held.remove("None");
        return held;
    }

    /** An update that does not say otherwise keeps what was allocated. */
    private static void keep(Map<String, Object> spec, Map<String, Object> old) {
        String type = Json.text(spec, "type");
        if (type.equals("ExternalName")) {
            return;
        }
        for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            if (spec.get(field) == null && old.get(field) != null) {
                Json.put(spec, field, old.get(field));
            }
        }
        if (!type.equals("NodePort") && !type.equals("LoadBalancer")) {
            return;
        }
        for (Map<String, Object> port : Json.objects(spec, "ports")) {
            for (Map<String, Object> before : Json.objects(old, "ports")) {
                boolean same = Json.same(port.get("port"), before.get("port"))
                        && Json.same(port.get("protocol"), before.get("protocol"));
                if (same && port.get("nodePort") == null && before.get("nodePort") != null) {
                    Json.put(port, "nodePort", before.get("nodePort"));
                }
            }
        }
    }

    private void addresses(
            Map<String, Object> service, Map<String, Object> spec, List<String> claimed, boolean dryRun) {
        if (Json.text(spec, "type").equals("ExternalName")) {
            for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
                spec.remove(field);
            }
            return;
        }
        boolean anywhere = "None".equals(spec.get("clusterIP"))
                && Json.child(spec, "selector").isEmpty();
        // A headless Service without a selector may have endpoints of any family.
        spec.putIfAbsent("ipFamilies", new ArrayList<Object>(anywhere ? List.of("IPv4", "IPv6") : List.of("IPv4")));
        spec.putIfAbsent("ipFamilyPolicy", anywhere ? "RequireDualStack" : "SingleStack");
        String given = Json.text(spec, "clusterIP");
        if (!given.isEmpty()) {
            spec.putIfAbsent("clusterIPs", new ArrayList<Object>(List.of(given)));
            boolean own =
                    given.equals("None") || Json.child(service, "metadata").get("resourceVersion") != null;
            if (!own && !dryRun && !taken.add(given)) {
                throw FieldError.asError(
                        "",
                        "Service",
                        Json.text(Json.child(service, "metadata"), "name"),
                        List.of(FieldError.invalid(
                                "spec.clusterIPs",
                                List.of(given),
                                "failed to allocate IP " + given + ": provided IP is already allocated")));
            }
            if (!own && !dryRun) {
                claimed.add(given);
            }
            return;
        }
        String address = dryRun ? DRY_ADDRESS : freeAddress();
        if (!dryRun) {
            claimed.add(address);
        }
        spec.put("clusterIP", address);
        spec.put("clusterIPs", new ArrayList<Object>(List.of(address)));
    }

    private synchronized String freeAddress() {
        while (true) {
            nextAddress = nextAddress >= 65_000 ? 10 : nextAddress + 1;
            String address = "10.0." + nextAddress / 256 + "." + nextAddress % 256;
            if (taken.add(address)) {
                return address;
            }
        }
    }

    private void ports(
            Map<String, Object> service,
            Map<String, Object> spec,
            Map<String, Object> old,
            List<String> claimed,
            boolean dryRun) {
        String type = Json.text(spec, "type");
        boolean wanted = type.equals("NodePort")
                || type.equals("LoadBalancer") && !Boolean.FALSE.equals(spec.get("allocateLoadBalancerNodePorts"));
        if (!wanted) {
            Json.objects(spec, "ports").forEach(port -> port.remove("nodePort"));
            return;
        }
        List<String> before = held(old);
        int i = 0;
        for (Map<String, Object> port : Json.objects(spec, "ports")) {
            String path = "spec.ports[" + i++ + "].nodePort";
            Object given = port.get("nodePort");
            if (given == null) {
                port.put("nodePort", dryRun ? DRY_PORT : freePort(String.valueOf(port.get("protocol")), claimed));
                continue;
            }
            String key = given + "/" + port.get("protocol");
            if (before.contains(key)) {
                continue;
            }
            int number = ((Number) given).intValue();
            String why = number < FIRST_PORT || number > LAST_PORT
                    ? "provided port is not in the valid range. The range of valid ports is 30000-32767"
                    : taken.contains(key) ? "provided port is already allocated" : "";
            if (!why.isEmpty()) {
                throw FieldError.asError(
                        "",
                        "Service",
                        Json.text(Json.child(service, "metadata"), "name"),
                        List.of(FieldError.invalid(path, given, why)));
            }
            if (!dryRun && taken.add(key)) {
                claimed.add(key);
            }
        }
    }

    private synchronized int freePort(String protocol, List<String> claimed) {
        while (true) {
            nextPort = nextPort >= LAST_PORT ? FIRST_PORT : nextPort + 1;
            String key = nextPort + "/" + protocol;
            if (taken.add(key)) {
                claimed.add(key);
                return nextPort;
            }
        }
    }
}
