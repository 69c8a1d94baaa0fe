package io.fairlead.ha.rollout;

import io.fairlead.operation.Batch;
import io.fairlead.operation.Work;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A second Deployment beside one, of another template, whose pods the first one's selector does not take.
 *
 * <p>Autoscalers and budgets find pods by labels: pods that two of them find are counted twice, or stop both. So the labels that tell the
 * twin's pods apart are some of those that the first one selects by. It carries none of the first one's own labels and annotations, by which a
 * deployment tool would take it for something of its own that nobody wants any more.
 */
final class Twin {

    private static final Kind SERVICE = Kind.of("v1", "Service");
    private static final int LONGEST_LABEL = 63;

    private final Workload first;
    private final String suffix;
    private final Set<String> telling;
    private final Owner owner;

    /**
     * A twin.
     *
     * @param suffix what its name has more, and the values of the labels that tell its pods apart
     * @param telling which labels tell its pods apart
     */
    Twin(Workload first, String suffix, Set<String> telling, Owner owner) {
        this.first = first;
        this.suffix = suffix;
        this.telling = telling;
        this.owner = owner;
    }

    Ref ref() {
        return named(WorkloadName.DEPLOYMENT, first.ref().name());
    }

    private Ref named(Kind kind, String of) {
        return new Ref(kind, first.ref().namespace(), of + suffix);
    }

    /** Refuses a workload of which there cannot be a twin, or whose twin's name is taken. */
    void refuseUnlessPossible(Work work, String tried) {
        if (!first.isDeployment()) {
            throw new RolloutRefused(
                    tried,
                    "It is a " + first.ref().kind().name() + ", and only of a Deployment there can be a second one.",
                    "Release it without a canary and without blue and green.",
                    first.ref());
        }
        if (first.tree().has("spec", "selector", "matchExpressions")) {
            throw new RolloutRefused(
                    tried,
                    "Its selector has expressions, so that no label tells pods of a second Deployment apart for certain.",
                    "Release it without a canary and without blue and green.",
                    first.ref());
        }
        if (work.find(ref()).isPresent()) {
            throw new RolloutRefused(
                    tried,
                    ref() + " is there already: it was left by a rollout that was kept, or is somebody else's.",
                    "Take that rollout back, or delete it.",
                    first.ref());
        }
    }

    /** Makes the Deployment, or gives it another size. */
    void apply(Work work, Map<String, Object> wanted, int replicas) {
        Map<String, Object> spec = first.tree().at("spec").toMap();
        spec.keySet().removeAll(Set.of("replicas", "selector", "template", "paused"));
        spec.put("replicas", replicas);
        spec.put("selector", new LinkedHashMap<>(Map.of("matchLabels", labels())));
        spec.put("template", told(wanted));
        write(work, ref(), spec);
    }

    /** Waits until all its pods are ready. */
    void await(Work work, Duration limit) {
        work.find(ref()).ifPresent(now -> Release.await(work, new Workload(now), limit));
    }

    /** Makes a Service that sends to its pods, with the ports of another one. */
    Ref applyService(Work work, Tree like) {
        Ref ref = named(SERVICE, like.text("metadata", "name").orElse(""));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put(
                "ports",
                like.trees("spec", "ports").stream()
                        .map(port -> {
                            Map<String, Object> copy = port.toMap();
                            copy.remove("nodePort");
                            return copy;
                        })
                        .toList());
        spec.put("selector", labels());
        write(work, ref, spec);
        return ref;
    }

    /** The labels that its pods are selected by. */
    Map<String, Object> labels() {
        Tree labels = first.tree().at("spec", "selector", "matchLabels");
        Map<String, Object> told = new LinkedHashMap<>();
        labels.names().forEach(key -> told.put(key, value(key, labels.text(key).orElse(""))));
        return told;
    }

    private String value(String key, String value) {
        if (!telling.contains(key)) {
            return value;
        }
        int room = LONGEST_LABEL - suffix.length();
        return (value.length() > room ? value.substring(0, room) : value) + suffix;
    }

    private Map<String, Object> told(Map<String, Object> wanted) {
        Map<String, Object> template = Tree.of(wanted).toMap();
        Map<String, Object> metadata = Tree.of(template).at("metadata").toMap();
        Map<String, Object> labels = Tree.of(metadata).at("labels").toMap();
        labels.putAll(labels());
        metadata.put("labels", labels);
        template.put("metadata", metadata);
        return template;
    }

    private void write(Work work, Ref ref, Map<String, Object> spec) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("apiVersion", ref.kind().apiVersion());
        body.put("kind", ref.kind().name());
        body.put("metadata", new LinkedHashMap<>(Map.of("name", ref.name(), "namespace", ref.namespace())));
        body.put("spec", spec);
        work.apply(Batch.ofTrees(owner, List.of(body)));
    }
}
