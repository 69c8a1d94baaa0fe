package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.DeleteOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ControllerRevisions in which StatefulSets and DaemonSets keep their former templates. */
final class Revisions {
    /** The label of pods that names the revision they were made from. */
    static final String POD_LABEL = "controller-revision-hash";

    private final Cache revisions;
    private final String hashLabel;

    /** {@code hashLabel} is the label by which a revision bears its own hash: the two kinds use different ones. */
    Revisions(Api api, String hashLabel) {
        this.revisions = api.cache(Kind.CONTROLLER_REVISION);
        this.hashLabel = hashLabel;
    }

    /** All of the owner's revisions, the newest last. */
    List<Map<String, Object>> of(Map<String, Object> owner) {
        return revisions.ownedBy(Meta.uid(owner)).stream()
                .sorted(Comparator.comparingLong(Revisions::number).thenComparing(Meta::name))
                .toList();
    }

    /** The revision of the owner's present template: a former one gets the highest number, else one is made. */
    Map<String, Object> present(Map<String, Object> owner) {
        var template = Trees.map(owner, "spec", "template");
        var all = of(owner);
        long highest = all.isEmpty() ? 0 : number(all.get(all.size() - 1));
        for (var revision : all) {
            if (Templates.same(template(revision), template)) {
                return number(revision) == highest ? revision : renumber(revision, highest + 1);
            }
        }
        return create(owner, template, highest + 1);
    }

    /** Drops the oldest revisions beyond the limit, those apart that are still in use. */
    void dropOld(Map<String, Object> owner, Set<String> inUse) {
        var unused = of(owner).stream()
                .filter(revision -> !inUse.contains(Meta.name(revision)))
                .toList();
        int limit = Trees.number(10, owner, "spec", "revisionHistoryLimit");
        for (int i = 0; i < unused.size() - limit; i++) {
            revisions.delete(unused.get(i), DeleteOptions.background());
        }
    }

    String hash(Map<String, Object> revision) {
        return Trees.text(Meta.labels(revision), hashLabel);
    }

    /** The template as it was, without the directive that makes it a patch. */
    static Map<String, Object> template(Map<String, Object> revision) {
        var template = Trees.copy(Trees.map(revision, "data", "spec", "template"));
        template.remove("$patch");
        return template;
    }

    private static long number(Map<String, Object> revision) {
        return Trees.longNumber(revision, "revision");
    }

    private Map<String, Object> renumber(Map<String, Object> revision, long number) {
        return revisions
                .update(Meta.namespace(revision), Meta.name(revision), Api.MANAGER, object -> {
                    object.put("revision", number);
                    return object;
                })
                .orElse(revision);
    }

    private Map<String, Object> create(Map<String, Object> owner, Map<String, Object> template, long number) {
        String hash = Templates.hash(template, Trees.number(0, owner, "status", "collisionCount"));
        var patch = Trees.copy(template);
        patch.put("$patch", "replace");
        var labels = Trees.copy(Trees.map(template, "metadata", "labels"));
        labels.put(hashLabel, hash);
        var annotations = Trees.copy(Meta.annotations(owner));
        return revisions.create(
                Trees.object(
                        "apiVersion",
                        "apps/v1",
                        "kind",
                        "ControllerRevision",
                        "metadata",
                        Trees.object(
                                "name",
                                Meta.name(owner) + "-" + hash,
                                "namespace",
                                Meta.namespace(owner),
                                "labels",
                                labels,
                                "annotations",
                                annotations.isEmpty() ? null : annotations,
                                "ownerReferences",
                                new ArrayList<Object>(List.of(Meta.controllerReference(owner)))),
                        "data",
                        Trees.object("spec", Trees.object("template", patch)),
                        "revision",
                        number),
                Api.MANAGER);
    }
}
