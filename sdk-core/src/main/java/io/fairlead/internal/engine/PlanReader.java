package io.fairlead.internal.engine;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.tree.Trees;
import io.fairlead.plan.BadPlan;
import io.fairlead.plan.Change;
import io.fairlead.plan.Effects;
import io.fairlead.plan.Grade;
import io.fairlead.plan.Permissions;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Rewriter;
import io.fairlead.plan.Step;
import io.fairlead.plan.StepId;
import io.fairlead.plan.Warning;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads back what {@link PlanJson} writes, and says plainly what is wrong with what it did not write. */
final class PlanReader {

    private static final String LATER = "(known after it runs";

    private PlanReader() {}

    static StoredPlan read(String json) {
        Map<String, Object> tree = tree(json);
        long version = Trees.number(tree, 0, "version");
        if (version > PlanJson.VERSION) {
            throw BadPlan.newer(version, PlanJson.VERSION);
        }
        String sum = text(tree, PlanJson.SUM);
        if (version < 1 || sum.isEmpty()) {
            throw BadPlan.cut();
        }
        Map<String, Object> rest = new LinkedHashMap<>(tree);
        rest.remove(PlanJson.SUM);
        if (!PlanJson.digest(rest).equals(sum)) {
            throw BadPlan.edited("its checksum does not fit");
        }
        StoredPlan plan;
        try {
            plan = plan(tree);
        } catch (RuntimeException e) {
            throw BadPlan.edited("a part of it is not what a plan holds");
        }
        // What is shown is what is compared, whoever made the checksum fit.
        if (!Previews.hash(plan.operation(), plan.preview().steps())
                .equals(plan.preview().hash())) {
            throw BadPlan.edited("its hash is not that of its steps");
        }
        return plan;
    }

    private static Map<String, Object> tree(String json) {
        try {
            Map<String, Object> tree = json.isBlank() ? null : Json.parse(json);
            if (tree != null) {
                return tree;
            }
        } catch (RuntimeException e) {
            // Its words may hold anything, so they are not repeated.
        }
        throw BadPlan.cut();
    }

    private static StoredPlan plan(Map<String, Object> tree) {
        Preview preview = new Preview(
                text(tree, "operation"),
                Trees.maps(tree, "steps").stream().map(PlanReader::step).toList(),
                Trees.maps(tree, "warnings").stream()
                        .map(one -> new Warning(
                                Optional.of(Trees.map(one, "object"))
                                        .filter(object -> !object.isEmpty())
                                        .map(PlanReader::ref),
                                text(one, "text")))
                        .toList(),
                new Permissions(
                        permissions(tree, "permissions"),
                        tree.containsKey("lacking") ? Optional.of(permissions(tree, "lacking")) : Optional.empty()),
                Trees.maps(tree, "rewriters").stream()
                        .map(one -> new Rewriter(
                                ref(Trees.map(one, "object")),
                                text(one, "tool"),
                                Trees.list(one, "fields").stream()
                                        .map(path -> FieldPath.parse(String.valueOf(path)))
                                        .toList()))
                        .toList(),
                text(tree, "hash"),
                Effects.of(List.of()));
        Map<String, Object> kept = Trees.map(tree, "kept");
        Map<String, String> times = texts(kept, "times");
        times.values().forEach(Instant::parse);
        return new StoredPlan(
                preview,
                text(kept, "name"),
                new ClusterIdentity(text(tree, "cluster", "server"), text(tree, "cluster", "uid")),
                texts(kept, "texts"),
                times);
    }

    private static Map<String, String> texts(Map<String, Object> tree, String field) {
        Map<String, String> texts = new TreeMap<>();
        Trees.map(tree, field).forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    private static SortedSet<Permission> permissions(Map<String, Object> tree, String field) {
        SortedSet<Permission> permissions = new TreeSet<>();
        for (Map<String, Object> one : Trees.maps(tree, field)) {
            permissions.add(new Permission(
                    text(one, "verb"),
                    text(one, "group"),
                    text(one, "resource"),
                    text(one, "subresource"),
                    text(one, "namespace"),
                    text(one, "name")));
        }
        return permissions;
    }

    private static Step step(Map<String, Object> tree) {
        StepId id = id(Trees.map(tree, "step"));
        if (tree.containsKey("action")) {
            return change(id, tree);
        } else if (tree.containsKey("call")) {
            return new Step.Call(
                    id, ref(Trees.map(tree, "object")), text(tree, "call"), grade(tree), text(tree, "undo"));
        } else if (tree.containsKey("wait")) {
            List<Ref> refs =
                    Trees.maps(tree, "objects").stream().map(PlanReader::ref).toList();
            return new Step.Wait(id, refs, text(tree, "wait"), time(tree, "limit"));
        } else if (tree.containsKey("gate")) {
            return new Step.Question(id, text(tree, "gate"), text(tree, "whom"), time(tree, "limit"));
        } else if (tree.containsKey("external")) {
            return new Step.Outside(id, text(tree, "external"), text(tree, "undo"));
        } else if (tree.containsKey("pause")) {
            return new Step.Pause(id, time(tree, "pause"));
        } else if (tree.containsKey("knownOnlyWhenItRuns")) {
            return new Step.Cut(id, text(tree, "knownOnlyWhenItRuns"));
        } else if (tree.containsKey("alternative")) {
            return new Step.Alternative(
                    id,
                    text(tree, "alternative"),
                    Trees.maps(tree, "steps").stream().map(PlanReader::step).toList());
        }
        throw new IllegalArgumentException("unknown step");
    }

    private static StepId id(Map<String, Object> tree) {
        return new StepId(
                Trees.list(tree, "scope").stream().map(String::valueOf).toList(),
                text(tree, "verb"),
                text(tree, "target"),
                (int) Trees.number(tree, 1, "occurrence"));
    }

    private static Change change(StepId id, Map<String, Object> tree) {
        Map<String, List<String>> takenFrom = new TreeMap<>();
        Trees.map(tree, "takenFrom")
                .forEach((owner, paths) -> takenFrom.put(
                        owner, ((List<?>) paths).stream().map(String::valueOf).toList()));
        return new Change(
                id,
                Change.Action.valueOf(text(tree, "action").toUpperCase(Locale.ROOT)),
                ref(Trees.map(tree, "object")),
                Trees.text(tree, "owner").map(Owner::of),
                text(tree, "uid"),
                Trees.maps(tree, "fields").stream()
                        .map(field -> new FieldChange(
                                FieldPath.parse(text(field, "path")), value(field, "before"), value(field, "after")))
                        .toList(),
                takenFrom,
                grade(tree),
                text(tree, "undo"));
    }

    private static FieldValue value(Map<String, Object> tree, String name) {
        if (tree.containsKey(name)) {
            return FieldValue.of(tree.get(name));
        }
        String told = text(tree, name + "Is");
        if (told.isEmpty()) {
            return FieldValue.absent();
        }
        if (told.startsWith(LATER)) {
            return new FieldValue.Later(
                    told.substring(LATER.length(), told.length() - 1).replaceFirst("^: ", ""));
        }
        return new FieldValue.Masked();
    }

    private static Grade grade(Map<String, Object> tree) {
        String told = text(tree, "grade");
        int colon = told.indexOf(": ");
        String level = colon < 0 ? told : told.substring(0, colon);
        return new Grade(
                Grade.Level.valueOf(level.toUpperCase(Locale.ROOT)), colon < 0 ? "" : told.substring(colon + 2));
    }

    private static Ref ref(Map<String, Object> tree) {
        return new Ref(
                Kind.of(text(tree, "apiVersion"), text(tree, "kind")), text(tree, "namespace"), text(tree, "name"));
    }

    private static Duration time(Map<String, Object> tree, String field) {
        return Duration.parse(text(tree, field));
    }

    private static String text(Map<String, Object> tree, String... fields) {
        return Trees.text(tree, fields).orElse("");
    }
}
