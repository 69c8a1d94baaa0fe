package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.controllers.UsageSource;
import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.store.Selectors;
import io.fairlead.testkit.internal.store.Stored;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The resource metrics API, {@code metrics.k8s.io}: what pods and nodes use, told by the test. */
final class Usage {
    private static final String WINDOW = "15s";

    private final Core core;
    private final @Nullable UsageSource source;

    Usage(Core core, @Nullable UsageSource source) {
        this.core = core;
        this.source = source;
    }

    void answer(Call call, String verb) throws IOException {
        boolean nodes = call.kind().resource().plural().equals("nodes");
        Target target = call.target();
        Predicate<Map<String, Object>> chosen =
                call.request().parameter("labelSelector").isEmpty()
                        ? object -> true
                        : Selectors.labels(call.request().parameter("labelSelector"));
        List<Object> measured = new ArrayList<>();
        for (Stored stored : core.store()
                .list(nodes ? "/nodes" : "/pods", target.namespace())
                .items()) {
            boolean named = target.name().isEmpty() || target.name().equals(stored.name());
            if (named && chosen.test(stored.object())) {
                Map<String, Object> one = nodes ? node(stored) : pod(stored);
                if (!one.isEmpty()) {
                    measured.add(one);
                }
            }
        }
        if (verb.equals("get")) {
            if (measured.isEmpty()) {
                throw ApiError.notFound(call.kind().resource(), target.name());
            }
            call.answer(200, Json.map(measured.get(0)));
            return;
        }
        Resource r = call.kind().resource();
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("kind", r.kind() + "List");
        list.put("apiVersion", r.apiVersion());
        list.put("metadata", new LinkedHashMap<String, Object>());
        list.put("items", measured);
        call.exchange().send(200, "application/json", Json.bytes(list));
    }

    private Map<String, Object> head(String kind, Stored stored) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", stored.name());
        if (!stored.namespace().isEmpty()) {
            metadata.put("namespace", stored.namespace());
        }
        String now = core.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        metadata.put("creationTimestamp", now);
        Map<String, Object> labels = Json.at(stored.object(), "metadata", "labels");
        if (!labels.isEmpty()) {
            metadata.put("labels", labels);
        }
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("kind", kind);
        head.put("apiVersion", "metrics.k8s.io/v1beta1");
        head.put("metadata", metadata);
        head.put("timestamp", now);
        head.put("window", WINDOW);
        return head;
    }

    /** What a pod uses, shared evenly among its containers; empty when it is not measured. */
    private Map<String, Object> pod(Stored stored) {
        OptionalLong cpu = of(stored.object(), "cpu");
        OptionalLong memory = of(stored.object(), "memory");
        if (cpu.isEmpty() && memory.isEmpty()) {
            return Map.of();
        }
        List<Map<String, Object>> containers = Json.objects(Json.child(stored.object(), "spec"), "containers");
        List<Object> used = new ArrayList<>();
        for (int i = 0; i < containers.size(); i++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", Json.text(containers.get(i), "name"));
            one.put("usage", usage(share(cpu, i, containers.size()), share(memory, i, containers.size())));
            used.add(one);
        }
        Map<String, Object> pod = head("PodMetrics", stored);
        pod.put("containers", used);
        return pod;
    }

    private static long share(OptionalLong amount, int index, int of) {
        long whole = amount.orElse(0);
        return whole / of + (index < whole % of ? 1 : 0);
    }

    private Map<String, Object> node(Stored stored) {
        long cpu = 0;
        long memory = 0;
        for (Stored pod : core.store().list("/pods", "").items()) {
            if (stored.name().equals(Json.child(pod.object(), "spec").get("nodeName"))) {
                cpu += of(pod.object(), "cpu").orElse(0);
                memory += of(pod.object(), "memory").orElse(0);
            }
        }
        Map<String, Object> node = head("NodeMetrics", stored);
        node.put("usage", usage(cpu, memory));
        return node;
    }

    private OptionalLong of(Map<String, Object> pod, String resource) {
        boolean runs = "Running".equals(Json.child(pod, "status").get("phase"));
        return runs ? Objects.requireNonNull(source).usage(pod, resource) : OptionalLong.empty();
    }

    private static Map<String, Object> usage(long millicores, long bytes) {
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("cpu", millicores + "m");
        usage.put("memory", (bytes + 1023) / 1024 + "Ki");
        return usage;
    }
}
