package io.fairlead.cost;

import io.fairlead.plan.Effect;
import io.fairlead.plan.Grade;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects whose cost a plan may change: those that it writes, what an autoscaler of it scales, and what lies in a namespace that it deletes.
 * What controllers made is counted with its controller. Kinds of which nobody said what they make are noted as unknown.
 */
final class Touched {

    /** Groups whose objects cost nothing by themselves, or are priced here. */
    private static final Set<String> BUILT_IN = Set.of(
            "",
            "apps",
            "batch",
            "autoscaling",
            "policy",
            "extensions",
            "rbac.authorization.k8s.io",
            "networking.k8s.io",
            "storage.k8s.io",
            "scheduling.k8s.io",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "node.k8s.io",
            "certificates.k8s.io",
            "flowcontrol.apiserver.k8s.io");

    private static final List<Kind> IN_NAMESPACE = List.of(
            Kind.of("apps/v1", "Deployment"),
            Kind.of("apps/v1", "StatefulSet"),
            Kind.of("apps/v1", "DaemonSet"),
            Kind.of("batch/v1", "CronJob"),
            Kind.of("v1", "PersistentVolumeClaim"),
            Kind.of("v1", "Service"));
    private static final Kind VOLUME = Kind.of("v1", "PersistentVolume");

    private Touched() {}

    static List<Effect> of(List<Effect> effects, Ground ground, Notes notes, CostSpec spec) {
        Map<Ref, Effect> touched = new TreeMap<>();
        for (Effect effect : effects) {
            Kind kind = effect.ref().kind();
            if (!BUILT_IN.contains(kind.group())
                    && !spec.isFree(kind)
                    && spec.custom(kind).isEmpty()) {
                notes.unknown(
                        "what a " + kind.name() + " of " + kind.group() + " makes: say pods(kind, ...), or free(kind)");
            } else if (kind.group().isEmpty() && kind.name().equals("Node")) {
                notes.assume("a node is priced by what its pods reserve, not as a whole");
            } else if (!isControlled(effect)) {
                touched.put(effect.ref(), kept(effect, ground, notes));
            }
        }
        for (Effect effect : effects) {
            if (Autoscaling.isAutoscaler(effect.ref())) {
                Autoscaling.target(effect)
                        .filter(target -> !touched.containsKey(target))
                        .ifPresent(target ->
                                ground.find(target).ifPresent(tree -> touched.put(target, same(target, tree))));
            }
            if (effect.ref().kind().equals(Kind.of("v1", "Namespace"))
                    && effect.after().isEmpty()) {
                inside(effect.ref().name(), ground).forEach(gone -> touched.putIfAbsent(gone.ref(), gone));
            }
        }
        return List.copyOf(touched.values());
    }

    private static boolean isControlled(Effect effect) {
        return effect.after().or(effect::before).filter(Workload::isControlled).isPresent();
    }

    private static Effect same(Ref ref, Tree tree) {
        return new Effect(ref, Optional.of(tree), Optional.of(tree), Grade.exact());
    }

    private static List<Effect> inside(String namespace, Ground ground) {
        List<Effect> gone = new ArrayList<>();
        for (Kind kind : IN_NAMESPACE) {
            ground.list(kind, namespace, "").stream()
                    .filter(object -> !Workload.isControlled(object))
                    .forEach(object ->
                            gone.add(new Effect(object.ref(), Optional.of(object), Optional.empty(), Grade.exact())));
        }
        return gone;
    }

    /** A claim that is deleted while its volume stays goes on costing. */
    private static Effect kept(Effect effect, Ground ground, Notes notes) {
        Optional<String> volume = effect.ref().kind().name().equals("PersistentVolumeClaim")
                        && effect.after().isEmpty()
                ? effect.before().flatMap(claim -> claim.text("spec", "volumeName"))
                : Optional.empty();
        boolean stays = volume.flatMap(name -> ground.find(Ref.of(VOLUME, name)))
                .flatMap(found -> found.text("spec", "persistentVolumeReclaimPolicy"))
                .filter("Retain"::equals)
                .isPresent();
        if (!stays) {
            return effect;
        }
        notes.assume(
                "volume " + volume.orElseThrow() + " of " + effect.ref().path() + " is retained, and goes on costing");
        return new Effect(effect.ref(), effect.before(), effect.before(), effect.grade());
    }
}
