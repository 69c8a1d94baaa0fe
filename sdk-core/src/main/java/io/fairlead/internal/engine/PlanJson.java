package io.fairlead.internal.engine;

import io.fairlead.internal.kube.Json;
import io.fairlead.plan.Change;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Step;
import io.fairlead.plan.StepId;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a plan as JSON, from which {@link PlanReader} reads it back: whole, on one line, the same in every JVM. */
final class PlanJson {

    /** The version of the format. */
    static final int VERSION = 1;

    /** The field that holds the checksum of all others. */
    static final String SUM = "sha256";

    private PlanJson() {}

    static String print(StoredPlan plan) {
        Preview preview = plan.preview();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", VERSION);
        tree.put("operation", preview.name());
        tree.put("hash", preview.hash());
        tree.put("summary", preview.summary());
        tree.put("steps", preview.steps().stream().map(PlanJson::step).toList());
        tree.put(
                "warnings",
                preview.warnings().stream()
                        .map(warning -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            warning.ref().ifPresent(ref -> one.put("object", object(ref)));
                            one.put("text", warning.text());
                            return one;
                        })
                        .toList());
        tree.put(
                "rewriters",
                preview.rewriters().stream()
                        .map(rewriter -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("object", object(rewriter.ref()));
                            one.put("tool", rewriter.tool());
                            one.put(
                                    "fields",
                                    rewriter.fields().stream()
                                            .map(FieldPath::toString)
                                            .toList());
                            return one;
                        })
                        .toList());
        tree.put("permissions", permissions(preview.permissions().needed()));
        preview.permissions().lacking().ifPresent(lacking -> tree.put("lacking", permissions(lacking)));
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("server", plan.cluster().server());
        cluster.put("uid", plan.cluster().uid());
        tree.put("cluster", cluster);
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("name", plan.operation());
        kept.put("texts", plan.texts());
        kept.put("times", plan.times());
        tree.put("kept", kept);
        tree.put(SUM, digest(tree));
        return Json.print(tree);
    }

    /** The digest of a tree, whatever the order of its maps. */
    static String digest(Object tree) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(Json.print(sorted(tree)).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A tree whose maps are in the order of their keys. */
    static @Nullable Object sorted(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new TreeMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), sorted(value)));
            return copy;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(sorted(item)));
            return copy;
        }
        return tree;
    }

    private static List<Object> permissions(Collection<Permission> permissions) {
        List<Object> trees = new ArrayList<>();
        for (Permission permission : permissions) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("verb", permission.verb());
            tree.put("group", permission.group());
            tree.put("resource", permission.resource());
            putText(tree, "subresource", permission.subresource());
            putText(tree, "namespace", permission.namespace());
            putText(tree, "name", permission.name());
            trees.add(tree);
        }
        return trees;
    }

    /** What a change does, without how sure it is. */
    static Map<String, Object> change(Change change) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", id(change.id()));
        tree.put("action", change.action().name().toLowerCase(Locale.ROOT));
        tree.put("object", object(change.ref()));
        tree.put("uid", change.uid());
        change.owner().ifPresent(owner -> tree.put("owner", owner.name()));
        tree.put("fields", change.fields().stream().map(PlanJson::field).toList());
        tree.put("takenFrom", change.takenFrom());
        return tree;
    }

    private static Map<String, Object> id(StepId id) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!id.scope().isEmpty()) {
            tree.put("scope", id.scope());
        }
        tree.put("verb", id.verb());
        tree.put("target", id.target());
        if (id.occurrence() > 1) {
            tree.put("occurrence", id.occurrence());
        }
        return tree;
    }

    static Map<String, Object> object(Ref ref) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", ref.kind().apiVersion());
        tree.put("kind", ref.kind().name());
        putText(tree, "namespace", ref.namespace());
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
            tree.put(name, sorted(json.value()));
        } else if (!(value instanceof FieldValue.Absent)) {
            tree.put(name + "Is", value.toString());
        }
    }

    private static void putText(Map<String, Object> tree, String field, String text) {
        if (!text.isEmpty()) {
            tree.put(field, text);
        }
    }

    private static Map<String, Object> step(Step step) {
        if (step instanceof Change change) {
            Map<String, Object> tree = change(change);
            tree.put("grade", change.grade().toString());
            putText(tree, "undo", change.undo());
            return tree;
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", id(step.id()));
        if (step instanceof Step.Call call) {
            tree.put("call", call.what());
            tree.put("object", object(call.ref()));
            tree.put("grade", call.grade().toString());
            tree.put("undo", call.undo());
        } else if (step instanceof Step.Wait wait) {
            tree.put("wait", wait.until());
            tree.put("objects", wait.refs().stream().map(PlanJson::object).toList());
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
            tree.put("steps", alternative.steps().stream().map(PlanJson::step).toList());
        }
        return tree;
    }
}
