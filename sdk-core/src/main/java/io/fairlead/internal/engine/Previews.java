package io.fairlead.internal.engine;

import io.fairlead.internal.kube.Json;
import io.fairlead.plan.Change;
import io.fairlead.plan.Permissions;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Step;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** Makes a plan's data from what was recorded: its name, its hash, its JSON. */
final class Previews {

    private Previews() {}

    static Preview of(String name, Recorder recorder) {
        return of(name, recorder, Optional.empty());
    }

    static Preview of(String name, Recorder recorder, Optional<SortedSet<Permission>> lacking) {
        List<Step> steps = List.copyOf(recorder.steps());
        return new Preview(
                name.isEmpty() ? described(steps) : name,
                steps,
                List.copyOf(recorder.warnings()),
                new Permissions(recorder.permissions(), lacking),
                List.copyOf(recorder.rewriters()),
                hash(name, steps));
    }

    /** A program without a name says what it does: {@code 2 applies in shop}. */
    private static String described(List<Step> steps) {
        Map<String, Integer> verbs = new TreeMap<>();
        Map<String, Integer> namespaces = new TreeMap<>();
        for (Step step : steps) {
            if (step instanceof Change change) {
                String verb = step.id().verb();
                verbs.merge(verb, 1, Integer::sum);
                namespaces.merge(change.ref().namespace(), 1, Integer::sum);
            } else if (step instanceof Step.Call || step instanceof Step.Outside) {
                verbs.merge("call", 1, Integer::sum);
            }
        }
        if (verbs.isEmpty()) {
            return "an operation";
        }
        List<String> parts = new ArrayList<>();
        verbs.forEach((verb, count) -> parts.add(count + " " + (count == 1 ? verb : plural(verb))));
        String where = namespaces.size() == 1 && !namespaces.containsKey("")
                ? " in " + namespaces.keySet().iterator().next()
                : "";
        return String.join(", ", parts) + where;
    }

    private static String plural(String verb) {
        return verb.endsWith("y") ? verb.substring(0, verb.length() - 1) + "ies" : verb + "s";
    }

    /** Everything that makes the effect, nothing that does not: no reads, waits, alternatives, warnings or secrets. */
    private static String hash(String name, List<Step> steps) {
        List<Object> effect = new ArrayList<>();
        effect.add(name);
        for (Step step : steps) {
            if (step instanceof Change change && change.writes()) {
                effect.add(change(change));
            } else if (step instanceof Step.Call call) {
                effect.add(List.of(call.id().toString(), call.what(), call.ref().toString()));
            } else if (step instanceof Step.Outside || step instanceof Step.Question || step instanceof Step.Cut) {
                effect.add(step.id().toString());
            }
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Json.print(effect).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", change.id().toString());
        tree.put("action", change.action().name().toLowerCase(java.util.Locale.ROOT));
        tree.put("object", object(change.ref()));
        tree.put("uid", change.uid());
        change.owner().ifPresent(owner -> tree.put("owner", owner.name()));
        tree.put("fields", change.fields().stream().map(Previews::field).toList());
        tree.put("takenFrom", change.takenFrom());
        return tree;
    }

    private static Map<String, Object> object(Ref ref) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", ref.kind().apiVersion());
        tree.put("kind", ref.kind().name());
        if (!ref.namespace().isEmpty()) {
            tree.put("namespace", ref.namespace());
        }
        tree.put("name", ref.name());
        return tree;
    }

    private static Map<String, Object> field(FieldChange change) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", change.path().toString());
        value(tree, "before", change.before());
        value(tree, "after", change.after());
        return tree;
    }

    private static void value(Map<String, Object> tree, String name, FieldValue value) {
        if (value instanceof FieldValue.Json json) {
            tree.put(name, json.value());
        } else if (!(value instanceof FieldValue.Absent)) {
            tree.put(name + "Is", value.toString());
        }
    }

    /** The whole plan as a tree. */
    static Map<String, Object> tree(Preview preview) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", 1);
        tree.put("operation", preview.name());
        tree.put("hash", preview.hash());
        tree.put("summary", preview.summary());
        tree.put("steps", preview.steps().stream().map(Previews::step).toList());
        tree.put("warnings", preview.warnings().stream().map(Object::toString).toList());
        tree.put("rewriters", preview.rewriters().stream().map(Object::toString).toList());
        tree.put(
                "permissions",
                preview.permissions().needed().stream().map(Object::toString).toList());
        preview.permissions()
                .lacking()
                .ifPresent(lacking -> tree.put(
                        "lacking", lacking.stream().map(Object::toString).toList()));
        return tree;
    }

    private static Map<String, Object> step(Step step) {
        if (step instanceof Change change) {
            Map<String, Object> tree = change(change);
            tree.put("grade", change.grade().toString());
            if (!change.undo().isEmpty()) {
                tree.put("undo", change.undo());
            }
            return tree;
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", step.id().toString());
        if (step instanceof Step.Call call) {
            tree.put("call", call.what());
            tree.put("object", object(call.ref()));
            tree.put("grade", call.grade().toString());
            tree.put("undo", call.undo());
        } else if (step instanceof Step.Wait wait) {
            tree.put("wait", wait.until());
            tree.put("objects", wait.refs().stream().map(Previews::object).toList());
            tree.put("limit", wait.limit().toString());
        } else if (step instanceof Step.Question question) {
            tree.put("gate", question.question());
            tree.put("whom", question.whom());
            tree.put("limit", question.limit().toString());
        } else if (step instanceof Step.Outside outside) {
            tree.put("external", outside.name());
            tree.put("undo", outside.undo());
        } else if (step instanceof Step.Pause pause) {
            tree.put("pause", pause.time().toString());
        } else if (step instanceof Step.Cut cut) {
            tree.put("knownOnlyWhenItRuns", cut.needs());
        } else if (step instanceof Step.Alternative alternative) {
            tree.put("alternative", alternative.when());
            tree.put("steps", alternative.steps().stream().map(Previews::step).toList());
        }
        return tree;
    }
}
