package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Selectors as they stand in a URL, and as they stand in objects. */
public final class Selectors {
    private static final Pattern IN = Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Map<String, Set<String>> FIELDS = Map.ofEntries(
            Map.entry(
                    "Pod",
                    Set.of(
                            "spec.nodeName",
                            "spec.restartPolicy",
                            "spec.schedulerName",
                            "spec.serviceAccountName",
                            "spec.hostNetwork",
                            "status.phase",
                            "status.podIP",
                            "status.nominatedNodeName")),
            Map.entry(
                    "Event",
                    Set.of(
                            "involvedObject.kind",
                            "involvedObject.namespace",
                            "involvedObject.name",
                            "involvedObject.uid",
                            "involvedObject.apiVersion",
                            "involvedObject.resourceVersion",
                            "involvedObject.fieldPath",
                            "reason",
                            "reportingComponent",
                            "source",
                            "type")),
            Map.entry("Secret", Set.of("type")),
            Map.entry("Namespace", Set.of("status.phase")),
            Map.entry("Node", Set.of("spec.unschedulable")),
            Map.entry("ReplicaSet", Set.of("status.replicas")),
            Map.entry("ReplicationController", Set.of("status.replicas")),
            Map.entry("Job", Set.of("status.successful")),
            Map.entry("Service", Set.of("spec.clusterIP", "spec.type")),
            Map.entry("CertificateSigningRequest", Set.of("spec.signerName")));

    private Selectors() {}

    /** Reads a label selector such as {@code a=b,c!=d,e in (f,g),!h}; 400 when it is malformed. */
    public static Predicate<Map<String, Object>> labels(String selector) {
        List<Predicate<Map<String, Object>>> all = new ArrayList<>();
        for (String term : split(selector)) {
            all.add(term(term.trim(), selector));
        }
        return object -> {
            Map<String, Object> labels = Json.at(object, "metadata", "labels");
            return all.stream().allMatch(term -> term.test(labels));
        };
    }

    private static List<String> split(String selector) {
        List<String> terms = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < selector.length(); i++) {
            char c = selector.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                terms.add(selector.substring(start, i));
                start = i + 1;
            }
        }
        if (start < selector.length()) {
            terms.add(selector.substring(start));
        }
        return terms;
    }

    private static Predicate<Map<String, Object>> term(String term, String whole) {
        Matcher in = IN.matcher(term);
        if (in.matches()) {
            List<String> values =
                    Arrays.stream(in.group(3).split(",")).map(String::trim).toList();
            String key = in.group(1);
            return in.group(2).equals("in")
                    ? labels -> labels.containsKey(key) && values.contains(String.valueOf(labels.get(key)))
                    : labels -> !labels.containsKey(key) || !values.contains(String.valueOf(labels.get(key)));
        }
        if (term.startsWith("!")) {
            String key = term.substring(1).trim();
            return labels -> !labels.containsKey(key);
        }
        for (String sign : List.of("!=", "==", "=")) {
            int at = term.indexOf(sign);
            if (at > 0) {
                String key = term.substring(0, at).trim();
                String value = term.substring(at + sign.length()).trim();
                if (value.startsWith("=") || value.startsWith("!")) {
                    throw ApiError.badRequest(
                            "unable to parse requirement: found '" + value.charAt(0) + "', expected: identifier");
                }
                return sign.equals("!=")
                        ? labels -> !value.equals(labels.get(key))
                        : labels -> value.equals(labels.get(key));
            }
        }
        if (term.isEmpty() || term.contains(" ") || !Names.qualified(term).isEmpty()) {
            throw ApiError.badRequest("unable to parse requirement: found '" + whole + "', expected: identifier");
        }
        return labels -> labels.containsKey(term);
    }

    /** The objects that a selector in an object means: {@code matchLabels} and {@code matchExpressions}; empty means all. */
    public static Predicate<Map<String, Object>> of(Map<String, Object> selector) {
        Map<String, Object> matchLabels = Json.child(selector, "matchLabels");
        List<Map<String, Object>> expressions = Json.objects(selector, "matchExpressions");
        return object -> {
            Map<String, Object> labels = Json.at(object, "metadata", "labels");
            return matchLabels.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
                    && expressions.stream().allMatch(e -> matches(e, labels));
        };
    }

    private static boolean matches(Map<String, Object> expression, Map<String, Object> labels) {
        String key = Json.text(expression, "key");
        List<Object> values = Json.items(expression, "values");
        return switch (Json.text(expression, "operator")) {
            case "In" -> labels.containsKey(key) && values.contains(labels.get(key));
            case "NotIn" -> !labels.containsKey(key) || !values.contains(labels.get(key));
            case "Exists" -> labels.containsKey(key);
            case "DoesNotExist" -> !labels.containsKey(key);
            default -> false;
        };
    }

    /** A selector in an object as it stands in a URL. */
    public static String print(Map<String, Object> selector) {
        List<String> terms = new ArrayList<>();
        Json.child(selector, "matchLabels").forEach((key, value) -> terms.add(key + "=" + value));
        for (Map<String, Object> e : Json.objects(selector, "matchExpressions")) {
            String key = Json.text(e, "key");
            List<String> values = Json.items(e, "values").stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            terms.add(
                    switch (Json.text(e, "operator")) {
                        case "In" -> key + " in (" + String.join(",", values) + ")";
                        case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
                        case "Exists" -> key;
                        default -> "!" + key;
                    });
        }
        terms.sort(null);
        return String.join(",", terms);
    }

    /** Reads a field selector; 400 when the kind has no such field to select by. */
    public static Predicate<Map<String, Object>> fields(Kind kind, String selector) {
        List<Predicate<Map<String, Object>>> all = new ArrayList<>();
        for (String term : selector.split(",")) {
            boolean not = term.contains("!=");
            String[] pair = term.split(not ? "!=" : "==?", 2);
            if (pair.length < 2) {
                throw ApiError.badRequest("invalid selector: '" + selector + "'; can't understand '" + term + "'");
            }
            String field = pair[0].trim();
            String value = pair[1].trim();
            boolean known = field.equals("metadata.name")
                    || field.equals("metadata.namespace") && kind.resource().namespaced()
                    || FIELDS.getOrDefault(kind.resource().kind(), Set.of()).contains(field)
                    || selectable(kind).contains(field);
            if (!known) {
                throw ApiError.badRequest(
                        FIELDS.containsKey(kind.resource().kind())
                                ? "field label not supported: " + field
                                : "\"" + field
                                        + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
            }
            all.add(object -> not != value.equals(text(object, field)));
        }
        return object -> all.stream().allMatch(term -> term.test(object));
    }

    private static List<String> selectable(Kind kind) {
        List<String> fields = new ArrayList<>();
        Map<String, Object> definition = kind.definition();
        if (definition != null) {
            for (Map<String, Object> version : Json.objects(Json.child(definition, "spec"), "versions")) {
                if (kind.resource().version().equals(version.get("name"))) {
                    for (Map<String, Object> field : Json.objects(version, "selectableFields")) {
                        fields.add(Json.text(field, "jsonPath").substring(1));
                    }
                }
            }
        }
        return fields;
    }

    private static String text(Map<String, Object> object, String field) {
        String path = field;
        if (field.equals("source")) {
            path = "source.component";
        } else if (field.equals("status.successful")) {
            path = "status.succeeded";
        }
        int dot = path.lastIndexOf('.');
        Map<String, Object> parent =
                dot < 0 ? object : Json.at(object, path.substring(0, dot).split("\\."));
        Object value = parent.get(path.substring(dot + 1));
        if (value == null) {
            return field.equals("spec.unschedulable") || field.equals("spec.hostNetwork")
                    ? "false"
                    : field.equals("status.replicas") || field.equals("status.successful") ? "0" : "";
        }
        return String.valueOf(value);
    }
}
