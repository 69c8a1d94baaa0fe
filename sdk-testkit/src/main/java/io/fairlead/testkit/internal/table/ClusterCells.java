package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The lines of the cluster's own furniture: nodes, namespaces, events, settings, permissions, policies. */
final class ClusterCells {
    private static final String ROLE = "node-role.kubernetes.io/";

    private ClusterCells() {}

    static Map<String, Printer> printers() {
        Map<String, Printer> all = new HashMap<>();
        all.put(
                "Node",
                new Printer(
                        Column.of(
                                "Name",
                                "Status",
                                "Roles",
                                "Age",
                                "Version",
                                "Internal-IP*",
                                "External-IP*",
                                "OS-Image*",
                                "Kernel-Version*",
                                "Container-Runtime*"),
                        ClusterCells::node));
        all.put(
                "Namespace",
                new Printer(
                        Column.of("Name", "Status", "Age"),
                        (o, now) ->
                                Text.row(Text.name(o), Json.text(Json.child(o, "status"), "phase"), Text.age(o, now))));
        all.put(
                "Event",
                new Printer(
                        Column.of(
                                "Last Seen",
                                "Type",
                                "Reason",
                                "Object",
                                "Subobject*",
                                "Source*",
                                "Message",
                                "First Seen*",
                                "Count*",
                                "Name*"),
                        EventCells::row));
        all.put(
                "Secret",
                new Printer(
                        Column.of("Name", "Type", "Data", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Json.text(o, "type"),
                                (long) Json.child(o, "data").size(),
                                Text.age(o, now))));
        all.put(
                "ConfigMap",
                new Printer(
                        Column.of("Name", "Data", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                (long) Json.child(o, "data").size()
                                        + Json.child(o, "binaryData").size(),
                                Text.age(o, now))));
        all.put(
                "ServiceAccount",
                new Printer(Column.of("Name", "Age"), (o, now) -> Text.row(Text.name(o), Text.age(o, now))));
        all.put("RoleBinding", binding());
        all.put("ClusterRoleBinding", binding());
        all.put(
                "Lease",
                new Printer(
                        Column.of("Name", "Holder", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o), Json.text(Json.child(o, "spec"), "holderIdentity"), Text.age(o, now))));
        all.put("ResourceQuota", new Printer(Column.of("Name", "Request", "Limit", "Age"), ClusterCells::quota));
        all.put(
                "PriorityClass",
                new Printer(
                        Column.of("Name", "Value:integer", "Global-Default:boolean", "Age", "PreemptionPolicy"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Json.number(o, "value", 0),
                                Boolean.TRUE.equals(o.get("globalDefault")),
                                Text.age(o, now),
                                Json.text(o, "preemptionPolicy"))));
        all.put(
                "RuntimeClass",
                new Printer(
                        Column.of("Name", "Handler", "Age"),
                        (o, now) -> Text.row(Text.name(o), Json.text(o, "handler"), Text.age(o, now))));
        all.put(
                "PodDisruptionBudget",
                new Printer(
                        Column.of("Name", "Min Available", "Max Unavailable", "Allowed Disruptions:integer", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                orNone(Json.child(o, "spec"), "minAvailable"),
                                orNone(Json.child(o, "spec"), "maxUnavailable"),
                                Json.number(Json.child(o, "status"), "disruptionsAllowed", 0),
                                Text.age(o, now))));
        all.put(
                "CertificateSigningRequest",
                new Printer(
                        Column.of("Name", "Age", "SignerName", "Requestor", "RequestedDuration", "Condition"),
                        ClusterCells::signingRequest));
        return all;
    }

    private static String orNone(Map<String, Object> spec, String key) {
        Object value = spec.get(key);
        return value == null ? "N/A" : value.toString();
    }

    private static Printer binding() {
        return new Printer(Column.of("Name", "Role", "Age", "Users*", "Groups*", "ServiceAccounts*"), (o, now) -> {
            Map<String, Object> role = Json.child(o, "roleRef");
            return Text.row(
                    Text.name(o),
                    Json.text(role, "kind") + "/" + Json.text(role, "name"),
                    Text.age(o, now),
                    subjects(o, "User"),
                    subjects(o, "Group"),
                    subjects(o, "ServiceAccount"));
        });
    }

    private static String subjects(Map<String, Object> binding, String kind) {
        List<String> names = new ArrayList<>();
        for (Map<String, Object> subject : Json.objects(binding, "subjects")) {
            if (kind.equals(subject.get("kind"))) {
                String namespace = kind.equals("ServiceAccount") ? Json.text(subject, "namespace") + "/" : "";
                names.add(namespace + Json.text(subject, "name"));
            }
        }
        return String.join(", ", names);
    }

    private static List<Object> node(Map<String, Object> node, Instant now) {
        Map<String, Object> status = Json.child(node, "status");
        Map<String, Object> info = Json.child(status, "nodeInfo");
        String ready = Text.condition(status, "Ready");
        String word = ready.isEmpty() ? "Unknown" : ready.equals("True") ? "Ready" : "NotReady";
        boolean cordoned = Boolean.TRUE.equals(Json.child(node, "spec").get("unschedulable"));
        var roles = new TreeSet<String>();
        Json.at(node, "metadata", "labels").forEach((key, value) -> {
            if (key.startsWith(ROLE) && key.length() > ROLE.length()) {
                roles.add(key.substring(ROLE.length()));
            } else if (key.equals("kubernetes.io/role") && !"".equals(value)) {
                roles.add(String.valueOf(value));
            }
        });
        String architecture = Json.text(info, "architecture");
        return Text.row(
                Text.name(node),
                word + (cordoned ? ",SchedulingDisabled" : ""),
                Text.orElse(String.join(",", roles), Text.NONE),
                Text.age(node, now),
                Json.text(info, "kubeletVersion"),
                address(status, "InternalIP"),
                address(status, "ExternalIP"),
                Text.orElse(Json.text(info, "osImage"), Text.UNKNOWN),
                Text.orElse(Json.text(info, "kernelVersion"), Text.UNKNOWN)
                        + (architecture.isEmpty() ? "" : " (" + architecture + ")"),
                Text.orElse(Json.text(info, "containerRuntimeVersion"), Text.UNKNOWN));
    }

    private static String address(Map<String, Object> status, String type) {
        return Json.objects(status, "addresses").stream()
                .filter(address -> type.equals(address.get("type")))
                .map(address -> Json.text(address, "address"))
                .findFirst()
                .orElse(Text.NONE);
    }

    private static List<Object> quota(Map<String, Object> quota, Instant now) {
        Map<String, Object> status = Json.child(quota, "status");
        List<String> requests = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        new TreeMap<>(Json.child(status, "hard"))
                .forEach((resource, hard) -> (resource.startsWith("limits.") ? limits : requests)
                        .add(resource + ": " + Text.orElse(Json.text(Json.child(status, "used"), resource), "0") + "/"
                                + hard));
        return Text.row(Text.name(quota), String.join(", ", requests), String.join(", ", limits), Text.age(quota, now));
    }

    private static List<Object> signingRequest(Map<String, Object> request, Instant now) {
        Map<String, Object> spec = Json.child(request, "spec");
        Map<String, Object> status = Json.child(request, "status");
        List<String> types = Json.objects(status, "conditions").stream()
                .map(condition -> Json.text(condition, "type").toLowerCase(Locale.ROOT))
                .toList();
        String word = types.contains("denied") ? "Denied" : types.contains("approved") ? "Approved" : "Pending";
        return Text.row(
                Text.name(request),
                Text.age(request, now),
                Text.orElse(Json.text(spec, "signerName"), Text.NONE),
                Json.text(spec, "username"),
                spec.get("expirationSeconds") instanceof Number seconds
                        ? Text.human(Duration.ofSeconds(seconds.longValue()))
                        : Text.NONE,
                word
                        + (types.contains("failed") ? ",Failed" : "")
                        + (Json.text(status, "certificate").isEmpty() ? "" : ",Issued"));
    }
}
