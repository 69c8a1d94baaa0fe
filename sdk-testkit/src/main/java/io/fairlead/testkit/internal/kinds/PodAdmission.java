package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.quota.LimitRanges;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Dice;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Names;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API server adds to a new pod: its account's token, its priority, the patience with a lost node. */
final class PodAdmission {
    private static final String MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    private final Store store;
    private final LimitRanges ranges;
    private final Dice dice;

    PodAdmission(Store store, LimitRanges ranges, Dice dice) {
        this.dice = dice;
        this.store = store;
        this.ranges = ranges;
    }

    void admit(Kind kind, String namespace, Map<String, Object> pod) {
        Map<String, Object> spec = Json.ensure(pod, "spec");
        ranges.fill(namespace, pod);
        account(kind, namespace, pod, spec);
        priority(kind, pod, spec);
        tolerate(spec, "node.kubernetes.io/not-ready");
        tolerate(spec, "node.kubernetes.io/unreachable");
    }

    private void account(Kind kind, String namespace, Map<String, Object> pod, Map<String, Object> spec) {
        if (Json.child(Json.child(pod, "metadata"), "annotations").containsKey("kubernetes.io/config.mirror")) {
            return;
        }
        String name = Json.text(spec, "serviceAccountName");
        if (name.isEmpty()) {
            name = "default";
            spec.put("serviceAccountName", name);
            spec.put("serviceAccount", name);
        }
        Optional<Stored> account = store.get("/serviceaccounts", namespace, name);
        if (account.isEmpty()) {
            throw forbidden(
                    kind,
                    pod,
                    "error looking up service account " + namespace + "/" + name + ": serviceaccount \"" + name
                            + "\" not found");
        }
        Object automount = spec.get("automountServiceAccountToken");
        if (automount == null) {
            automount = account.get().object().get("automountServiceAccountToken");
        }
        if (!Boolean.FALSE.equals(automount)) {
            mountToken(spec);
        }
    }

    private void mountToken(Map<String, Object> spec) {
        String volume = "kube-api-access-" + Names.suffix(dice);
        boolean used = false;
        for (String containers : List.of("initContainers", "containers")) {
            for (Map<String, Object> container : Json.objects(spec, containers)) {
                List<Object> mounts = new ArrayList<>(Json.items(container, "volumeMounts"));
                boolean own = Json.objects(container, "volumeMounts").stream()
                        .anyMatch(m -> MOUNT.equals(m.get("mountPath")));
                if (!own) {
                    Map<String, Object> mount = new LinkedHashMap<>();
                    mount.put("name", volume);
                    mount.put("readOnly", true);
                    mount.put("mountPath", MOUNT);
                    mounts.add(mount);
                    container.put("volumeMounts", mounts);
                    used = true;
                }
            }
        }
        if (used) {
            List<Object> volumes = new ArrayList<>(Json.items(spec, "volumes"));
            volumes.add(tokenVolume(volume));
            spec.put("volumes", volumes);
        }
    }

    private static Map<String, Object> tokenVolume(String name) {
        return Json.parseObject("{\"name\":\"" + name + "\",\"projected\":{\"sources\":["
                + "{\"serviceAccountToken\":{\"expirationSeconds\":3607,\"path\":\"token\"}},"
                + "{\"configMap\":{\"name\":\"kube-root-ca.crt\",\"items\":[{\"key\":\"ca.crt\",\"path\":\"ca.crt\"}]}},"
                + "{\"downwardAPI\":{\"items\":[{\"path\":\"namespace\",\"fieldRef\":{\"apiVersion\":\"v1\","
                + "\"fieldPath\":\"metadata.namespace\"}}]}}],\"defaultMode\":420}}");
    }

    private void priority(Kind kind, Map<String, Object> pod, Map<String, Object> spec) {
        String name = Json.text(spec, "priorityClassName");
        long value = 0;
        String preemption = "PreemptLowerPriority";
        Optional<Stored> found = Optional.empty();
        if (name.isEmpty()) {
            found = store.list("scheduling.k8s.io/priorityclasses", "").items().stream()
                    .filter(c -> Boolean.TRUE.equals(c.object().get("globalDefault")))
                    .findFirst();
            found.ifPresent(c -> spec.put("priorityClassName", c.name()));
        } else {
            found = store.get("scheduling.k8s.io/priorityclasses", "", name);
            if (found.isEmpty()) {
                throw forbidden(kind, pod, "no PriorityClass with name " + name + " was found");
            }
        }
        if (found.isPresent()) {
            value = Json.number(found.get().object(), "value", 0);
            String own = Json.text(found.get().object(), "preemptionPolicy");
            preemption = own.isEmpty() ? preemption : own;
        }
        spec.put("priority", (int) value);
        spec.putIfAbsent("preemptionPolicy", preemption);
    }

    private static void tolerate(Map<String, Object> spec, String taint) {
        for (Map<String, Object> toleration : Json.objects(spec, "tolerations")) {
            boolean all = Json.text(toleration, "key").isEmpty() || taint.equals(toleration.get("key"));
            boolean effect = List.of("", "NoExecute").contains(Json.text(toleration, "effect"));
            if (all && effect) {
                return;
            }
        }
        List<Object> tolerations = new ArrayList<>(Json.items(spec, "tolerations"));
        Map<String, Object> toleration = new LinkedHashMap<>();
        toleration.put("key", taint);
        toleration.put("operator", "Exists");
        toleration.put("effect", "NoExecute");
        toleration.put("tolerationSeconds", 300);
        tolerations.add(toleration);
        spec.put("tolerations", tolerations);
    }

    private static ApiError forbidden(Kind kind, Map<String, Object> pod, String why) {
        return ApiError.forbidden(kind.resource(), Json.text(Json.child(pod, "metadata"), "name"), why);
    }
}
