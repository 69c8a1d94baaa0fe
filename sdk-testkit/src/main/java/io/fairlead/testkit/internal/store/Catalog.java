package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.apply.Versions;
import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Conversion;
import io.fairlead.testkit.internal.schema.CustomTypes;
import io.fairlead.testkit.internal.schema.Type;
import io.fairlead.testkit.internal.schema.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The kinds that are served: Kubernetes' own, and those that definitions add. */
public final class Catalog {
    private static final Map<String, Kind.Scale> SCALES = Map.of(
            "deployments", new Kind.Scale("spec.replicas", "status.replicas", "spec.selector"),
            "replicasets", new Kind.Scale("spec.replicas", "status.replicas", "spec.selector"),
            "statefulsets", new Kind.Scale("spec.replicas", "status.replicas", "spec.selector"),
            "replicationcontrollers", new Kind.Scale("spec.replicas", "status.replicas", "spec.selector"));
    private static final Type METRICS = Type.struct("metrics.v1beta1.Metrics", false);
    private static final List<String> VERBS_WITH_STATUS = List.of("get", "patch", "update");

    private final Map<String, Kind> builtin = new LinkedHashMap<>();
    private final Map<String, List<Kind>> custom = new ConcurrentHashMap<>();

    /** The kinds of the release. */
    public Catalog() {
        for (Types.Builtin b : Types.kubernetes().builtins()) {
            Resource r = b.resource();
            Set<String> subresources = new HashSet<>(r.subresources());
            boolean scales = SCALES.containsKey(r.plural())
                    && (r.group().isEmpty() || r.group().equals("apps"));
            if (scales) {
                subresources.add("scale");
            }
            var resource = new Resource(
                    r.group(),
                    r.version(),
                    r.kind(),
                    r.plural(),
                    r.namespaced(),
                    subresources,
                    r.shortNames(),
                    r.verbs());
            builtin.put(
                    key(r.group(), r.version(), r.plural()),
                    new Kind(
                            resource,
                            b.type(),
                            b.singular(),
                            b.categories(),
                            null,
                            null,
                            List.of(),
                            scales ? SCALES.get(r.plural()) : null));
        }
    }

    /** Serves the resource metrics API too, as a cluster with a metrics server does. */
    public void serveMetrics() {
        measured("NodeMetrics", "nodes", false);
        measured("PodMetrics", "pods", true);
    }

    private void measured(String kind, String plural, boolean namespaced) {
        var resource = new Resource(
                "metrics.k8s.io", "v1beta1", kind, plural, namespaced, Set.of(), List.of(), List.of("get", "list"));
        builtin.put(
                key(resource.group(), resource.version(), plural),
                new Kind(resource, METRICS, "", List.of(), null, null, List.of(), null));
    }

    private static String key(String group, String version, String plural) {
        return group + "/" + version + "/" + plural;
    }

    /** All kinds, Kubernetes' own first. */
    public List<Kind> kinds() {
        List<Kind> all = new ArrayList<>(builtin.values());
        custom.values().forEach(all::addAll);
        return all;
    }

    /** The kind that a URL names. */
    public Optional<Kind> find(String group, String version, String plural) {
        Kind own = builtin.get(key(group, version, plural));
        if (own != null) {
            return Optional.of(own);
        }
        List<Kind> defined = custom.get(plural + "." + group);
        if (defined == null) {
            return Optional.empty();
        }
        return defined.stream()
                .filter(k -> k.resource().version().equals(version))
                .findFirst();
    }

    /** The kind of an object. */
    public Optional<Kind> find(String apiVersion, String kind) {
        return kinds().stream()
                .filter(k -> k.resource().apiVersion().equals(apiVersion)
                        && k.resource().kind().equals(kind))
                .findFirst();
    }

    /** The kind of a resource that was handed out; fails when it is no longer served. */
    public Kind of(Resource resource) {
        return find(resource.group(), resource.version(), resource.plural())
                .orElseThrow(() -> ApiError.notFound(resource, ""));
    }

    /** A kind, in any version, whose objects are kept under a storage key. */
    public Optional<Kind> stored(String storageKey) {
        return kinds().stream()
                .filter(k -> k.resource().storageKey().equals(storageKey))
                .findFirst();
    }

    /** Whether any kind of the group and version is served. */
    public boolean serves(String group, String version) {
        return kinds().stream()
                .anyMatch(k -> k.resource().group().equals(group)
                        && k.resource().version().equals(version));
    }

    /** Adds or replaces what a definition defines. */
    public void define(Map<String, Object> definition) {
        Map<String, Object> spec = Json.child(definition, "spec");
        Map<String, Object> names = Json.child(spec, "names");
        String group = Json.text(spec, "group");
        String plural = Json.text(names, "plural");
        List<Kind> kinds = new ArrayList<>();
        for (Map<String, Object> version : Json.objects(spec, "versions")) {
            if (Boolean.TRUE.equals(version.get("served"))) {
                kinds.add(kind(definition, spec, names, version));
            }
        }
        custom.put(plural + "." + group, List.copyOf(kinds));
    }

    /** Takes away what a definition defined. */
    public void undefine(String name) {
        custom.remove(name);
    }

    private static Kind kind(
            Map<String, Object> definition,
            Map<String, Object> spec,
            Map<String, Object> names,
            Map<String, Object> version) {
        Map<String, Object> schema = Json.at(version, "schema", "openAPIV3Schema");
        Map<String, Object> sub = Json.child(version, "subresources");
        Map<String, Object> scale = Json.child(sub, "scale");
        var resource = new Resource(
                Json.text(spec, "group"),
                Json.text(version, "name"),
                Json.text(names, "kind"),
                Json.text(names, "plural"),
                Json.text(spec, "scope").equals("Namespaced"),
                sub.keySet(),
                words(Json.items(names, "shortNames")),
                Resource.ALL_VERBS);
        return new Kind(
                resource,
                CustomTypes.root(schema),
                Json.text(names, "singular"),
                words(Json.items(names, "categories")),
                schema,
                definition,
                CustomTypes.rules(schema),
                scale.isEmpty()
                        ? null
                        : new Kind.Scale(
                                path(scale, "specReplicasPath"),
                                path(scale, "statusReplicasPath"),
                                path(scale, "labelSelectorPath")));
    }

    private static String path(Map<String, Object> scale, String key) {
        String path = Json.text(scale, key);
        return path.startsWith(".") ? path.substring(1) : path;
    }

    private static List<String> words(List<Object> items) {
        List<String> words = new ArrayList<>();
        items.forEach(item -> words.add(String.valueOf(item)));
        return words;
    }

    /** The verbs of a subresource, for discovery. */
    public static List<String> verbs(String subresource) {
        return switch (subresource) {
            case "binding", "eviction", "token" -> List.of("create");
            case "finalize" -> List.of("update");
            case "log" -> List.of("get");
            case "attach", "exec", "portforward" -> List.of("create", "get");
            case "proxy" -> List.of("create", "delete", "get", "patch", "update");
            default -> VERBS_WITH_STATUS;
        };
    }

    /** One resource's versions, for field ownership. */
    public Versions versions(Kind kind) {
        Resource resource = kind.resource();
        Map<String, Kind> byVersion = new HashMap<>();
        for (Kind other : kinds()) {
            if (other.resource().storageKey().equals(resource.storageKey())) {
                byVersion.put(other.resource().apiVersion(), other);
            }
        }
        return new Versions() {
            @Override
            public Optional<Type> type(String version) {
                @Nullable Kind found = byVersion.get(version);
                return found == null ? Optional.empty() : Optional.of(found.type());
            }

            @Override
            public Map<String, Object> convert(Map<String, Object> object, String version) {
                return Conversion.convert(object, version);
            }
        };
    }
}
