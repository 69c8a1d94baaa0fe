package io.fairlead.testkit.internal.quota;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a namespace's limit ranges give to containers that ask for nothing, and the bounds they set. */
public final class LimitRanges {
    private static final String ANNOTATION = "kubernetes.io/limit-ranger";

    private final Store store;

    /** Goes by the limit ranges in the store. */
    public LimitRanges(Store store) {
        this.store = store;
    }

    private List<Map<String, Object>> limits(Stored range) {
        return Json.objects(Json.child(range.object(), "spec"), "limits");
    }

    private List<Stored> ranges(String namespace) {
        return store.list("/limitranges", namespace).items();
    }

    /** Gives a new pod's containers the defaults of its namespace, and notes which. */
    public void fill(String namespace, Map<String, Object> pod) {
        for (Stored range : ranges(namespace)) {
            Map<String, Object> requests = new TreeMap<>();
            Map<String, Object> maximums = new TreeMap<>();
            for (Map<String, Object> limit : limits(range)) {
                if ("Container".equals(limit.get("type"))) {
                    requests.putAll(Json.child(limit, "defaultRequest"));
                    maximums.putAll(Json.child(limit, "default"));
                }
            }
            List<String> told = new ArrayList<>();
            Map<String, Object> spec = Json.ensure(pod, "spec");
            for (Map<String, Object> container : Json.objects(spec, "containers")) {
                fill(container, requests, maximums, "container", told);
            }
            for (Map<String, Object> container : Json.objects(spec, "initContainers")) {
                fill(container, requests, maximums, "init container", told);
            }
            if (!told.isEmpty()) {
                Json.ensure(Json.ensure(pod, "metadata"), "annotations")
                        .put(ANNOTATION, "LimitRanger plugin set: " + String.join("; ", told));
            }
        }
    }

    private static void fill(
            Map<String, Object> container,
            Map<String, Object> requests,
            Map<String, Object> maximums,
            String what,
            List<String> told) {
        String name = Json.text(container, "name");
        fill(container, "requests", requests, " request for " + what + " " + name, told);
        fill(container, "limits", maximums, " limit for " + what + " " + name, told);
    }

    private static void fill(
            Map<String, Object> container, String side, Map<String, Object> defaults, String tail, List<String> told) {
        Map<String, Object> there = Json.at(container, "resources", side);
        List<String> set = new ArrayList<>();
        defaults.forEach((resource, amount) -> {
            if (!there.containsKey(resource)) {
                set.add(resource);
            }
        });
        if (!set.isEmpty()) {
            Map<String, Object> filled = Json.ensure(Json.ensure(container, "resources"), side);
            set.forEach(resource -> Json.put(filled, resource, defaults.get(resource)));
            told.add(String.join(", ", set) + tail);
        }
    }

    /** Refuses a new pod or a claim that is out of bounds. */
    public void check(Kind kind, String namespace, Map<String, Object> object) {
        Map<String, Object> spec = Json.child(object, "spec");
        for (Stored range : ranges(namespace)) {
            Set<String> faults = new LinkedHashSet<>();
            for (Map<String, Object> limit : limits(range)) {
                String type = Json.text(limit, "type");
                if (kind.resource().kind().equals("Pod")) {
                    pod(type, limit, spec, faults);
                } else if (type.equals("PersistentVolumeClaim")) {
                    claim(limit, PodAmounts.amounts(spec, "requests"), faults);
                }
            }
            if (!faults.isEmpty()) {
                String told = String.join(", ", faults);
                throw ApiError.forbidden(
                        kind.resource(),
                        Json.text(Json.child(object, "metadata"), "name"),
                        faults.size() == 1 ? told : "[" + told + "]");
            }
        }
    }

    private static void pod(String type, Map<String, Object> limit, Map<String, Object> spec, Set<String> faults) {
        if (type.equals("Container")) {
            for (String list : List.of("containers", "initContainers")) {
                for (Map<String, Object> container : Json.objects(spec, list)) {
                    new Bounds(
                                    type,
                                    PodAmounts.amounts(container, "requests"),
                                    PodAmounts.amounts(container, "limits"),
                                    faults)
                            .check(limit);
                }
            }
        } else if (type.equals("Pod")) {
            new Bounds(type, PodAmounts.of(spec, "requests"), PodAmounts.of(spec, "limits"), faults).check(limit);
        }
    }

    private static void claim(Map<String, Object> limit, Map<String, Amount> requests, Set<String> faults) {
        var bounds = new Bounds("PersistentVolumeClaim", requests, Map.of(), faults);
        Json.child(limit, "min").forEach((resource, least) -> bounds.least(resource, Amount.of(least)));
        Json.child(limit, "max").forEach((resource, most) -> bounds.mostRequested(resource, Amount.of(most)));
    }
}
