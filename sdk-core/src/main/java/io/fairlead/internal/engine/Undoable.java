package io.fairlead.internal.engine;

import io.fairlead.plan.Change;
import io.fairlead.plan.Step;
import io.fairlead.resource.Kind;
import java.util.List;
import java.util.Map;

/** What of a plan's steps undo cannot give back, said before they run. */
final class Undoable {

    /** What a re-created object of a kind does not bring back. */
    private static final Map<String, String> NOT_BROUGHT_BACK = Map.of(
            "Pod", "made anew by its controller, if it has one; not by undo",
            "Job", "made anew, its work starts over",
            "PersistentVolumeClaim", "made anew, the volume's content may be gone",
            "PersistentVolume", "made anew, the volume's content may be gone",
            "Namespace", "made anew, empty",
            "StatefulSet", "made anew, its pods start over",
            "Deployment", "made anew, its pods start over",
            "DaemonSet", "made anew, its pods start over",
            "CustomResourceDefinition", "made anew, without its resources");

    private Undoable() {}

    /** How undo gives back a deleted object of this kind. */
    static String recreation(Kind kind) {
        return NOT_BROUGHT_BACK.getOrDefault(kind.name(), "made anew, with another uid");
    }

    /** The steps that stay when the rest is taken back. */
    static List<String> staying(List<Step> steps) {
        return steps.stream()
                .filter(step -> step instanceof Step.Call call && call.undo().isEmpty()
                        || step instanceof Step.Outside outside
                                && outside.undo().isEmpty()
                        || step instanceof Change change
                                && change.action() == Change.Action.DELETE
                                && change.ref().kind().name().equals("Pod"))
                .map(step -> step instanceof Step.Call call
                        ? call.what() + " " + call.ref()
                        : step instanceof Step.Outside outside ? outside.name() : "delete " + ((Change) step).ref())
                .toList();
    }
}
