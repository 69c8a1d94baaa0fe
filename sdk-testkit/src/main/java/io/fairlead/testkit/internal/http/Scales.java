package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.FieldError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.store.Selectors;
import io.fairlead.testkit.internal.store.WriteOptions;
import io.fairlead.testkit.internal.store.Writer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The scale subresource: how many there are to be, whatever the kind. */
final class Scales {
    private final Core core;

    Scales(Core core) {
        this.core = core;
    }

    void handle(Call call, String verb) throws IOException {
        Kind kind = call.kind();
        Kind.Scale scale = kind.scale();
        if (scale == null) {
            throw ApiError.notFound(kind.resource(), call.target().name());
        }
        Target t = call.target();
        Map<String, Object> object = core.writer()
                .find(kind, t.namespace(), t.name())
                .orElseThrow(() -> ApiError.notFound(kind.resource(), t.name()));
        if (verb.equals("get")) {
            call.answer(200, of(object, scale));
            return;
        }
        boolean apply = call.request().contentType().equals("application/apply-patch+yaml");
        WriteOptions options = call.options(verb.equals("patch") ? "PatchOptions" : "UpdateOptions", apply);
        Writer.Result result;
        if (apply) {
            Map<String, Object> applied = new LinkedHashMap<>();
            applied.put("apiVersion", kind.resource().apiVersion());
            applied.put("kind", kind.resource().kind());
            applied.put("metadata", new LinkedHashMap<>(Map.of("name", t.name())));
            Map<String, Object> given = Yaml.object(call.request().text(), "patch");
            set(applied, scale.spec(), Json.number(Json.child(given, "spec"), "replicas", 0));
            result = core.writer().apply(kind, t.namespace(), t.name(), "scale", applied, options);
        } else {
            Object body = verb.equals("patch") ? Patches.parse(call.request().text()) : call.body();
            result = core.writer()
                    .update(
                            kind,
                            t.namespace(),
                            t.name(),
                            "scale",
                            current -> changed(call, current, body, verb, scale, options),
                            options);
        }
        call.answer(200, of(result.object(), scale));
    }

    private Map<String, Object> changed(
            Call call, Map<String, Object> current, Object body, String verb, Kind.Scale scale, WriteOptions options) {
        Map<String, Object> before = of(current, scale);
        Map<String, Object> after = verb.equals("patch")
                ? Patches.patched(before, body, call.request().contentType(), call.kind())
                : Json.map(body);
        Map<String, Object> metadata = Json.child(after, "metadata");
        String uid = Json.text(metadata, "uid");
        String was = Json.text(Json.child(current, "metadata"), "uid");
        if (!uid.isEmpty() && !uid.equals(was)) {
            Resource r = call.kind().resource();
            throw ApiError.conflict(
                    new Resource(
                            r.group(),
                            r.version(),
                            r.kind(),
                            r.plural() + "/scale",
                            true,
                            Set.of(),
                            List.of(),
                            List.of()),
                    call.target().name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + was);
        }
        long replicas = Json.number(Json.child(after, "spec"), "replicas", 0);
        if (replicas < 0) {
            throw FieldError.asError(
                    "autoscaling",
                    "Scale",
                    call.target().name(),
                    List.of(FieldError.invalid("spec.replicas", replicas, "must be greater than or equal to 0")));
        }
        Map<String, Object> next = Json.copyOf(current);
        set(next, scale.spec(), replicas);
        String version = Json.text(metadata, "resourceVersion");
        if (!version.isEmpty()) {
            Json.ensure(next, "metadata").put("resourceVersion", version);
        }
        core.writer().fieldManager(call.kind(), "scale").update(current, next, options.manager());
        keepTimes(current, next);
        return next;
    }

    /** The server tells no time of who scales: a new entry has none, an old one keeps what it had. */
    private static void keepTimes(Map<String, Object> current, Map<String, Object> next) {
        for (Map<String, Object> entry : Json.objects(Json.child(next, "metadata"), "managedFields")) {
            if ("scale".equals(entry.get("subresource"))) {
                entry.remove("time");
                Json.objects(Json.child(current, "metadata"), "managedFields").stream()
                        .filter(old -> "scale".equals(old.get("subresource"))
                                && Json.same(old.get("manager"), entry.get("manager"))
                                && old.get("time") != null)
                        .findFirst()
                        .ifPresent(old -> Json.put(entry, "time", old.get("time")));
            }
        }
    }

    private static void set(Map<String, Object> object, String path, long value) {
        String[] steps = path.split("\\.");
        Map<String, Object> parent = object;
        for (int i = 0; i < steps.length - 1; i++) {
            parent = Json.ensure(parent, steps[i]);
        }
        parent.put(steps[steps.length - 1], (int) value);
    }

    private static long get(Map<String, Object> object, String path) {
        int dot = path.lastIndexOf('.');
        return Json.number(Json.at(object, path.substring(0, dot).split("\\.")), path.substring(dot + 1), 0);
    }

    private static Map<String, Object> of(Map<String, Object> object, Kind.Scale scale) {
        Map<String, Object> from = Json.child(object, "metadata");
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String key : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            if (from.get(key) != null) {
                Json.put(metadata, key, from.get(key));
            }
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        long wanted = get(object, scale.spec());
        if (wanted != 0) {
            spec.put("replicas", wanted);
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("replicas", get(object, scale.status()));
        if (!scale.selector().isEmpty()) {
            int dot = scale.selector().lastIndexOf('.');
            Object selector = Json.at(object, scale.selector().substring(0, dot).split("\\."))
                    .get(scale.selector().substring(dot + 1));
            if (selector instanceof Map<?, ?> map) {
                boolean structured = map.containsKey("matchLabels") || map.containsKey("matchExpressions");
                status.put("selector", Selectors.print(structured ? Json.map(map) : Map.of("matchLabels", map)));
            } else if (selector instanceof String text) {
                status.put("selector", text);
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("kind", "Scale");
        result.put("apiVersion", "autoscaling/v1");
        result.put("metadata", metadata);
        result.put("spec", spec);
        result.put("status", status);
        return result;
    }
}
