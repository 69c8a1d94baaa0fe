package io.fairlead.internal.engine;

import io.fairlead.plan.Change;
import io.fairlead.plan.Rewriter;
import io.fairlead.plan.Step;
import io.fairlead.plan.Warning;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what a plan says, in the program's order. */
final class Recorder {

    /** A program that has not ended by then is taken for one that waits for the cluster in a loop. */
    static final int MOST_STEPS = 100_000;

    private final List<Step> steps = new ArrayList<>();
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private final SortedSet<Permission> permissions = new TreeSet<>();
    private final Set<Rewriter> rewriters = new LinkedHashSet<>();
    private final List<String> holes = new ArrayList<>();
    private boolean secrets;
    private final Set<Step> undoing = Collections.newSetFromMap(new IdentityHashMap<>());

    void add(Step step) {
        steps.add(step);
    }

    void warn(Ref ref, String text) {
        warnings.add(new Warning(Optional.of(ref), text));
    }

    void warn(String text) {
        warnings.add(new Warning(Optional.empty(), text));
    }

    void need(Permission permission) {
        permissions.add(permission);
    }

    void rewriter(Rewriter rewriter) {
        rewriters.add(rewriter);
    }

    /** A value not known yet that the program was given. */
    void hole(String what) {
        if (!holes.contains(what)) {
            holes.add(what);
        }
    }

    /** The program made up a secret, which its record keeps where a Secret is written. */
    void madeSecret() {
        secrets = true;
    }

    boolean madeSecrets() {
        return secrets;
    }

    /** The steps since then take something back: the record that they take back is theirs too. */
    void undid(int since) {
        undoing.addAll(steps.subList(since, steps.size()));
    }

    boolean isUndoing(Step step) {
        return undoing.contains(step);
    }

    List<Step> steps() {
        return steps;
    }

    Set<Warning> warnings() {
        return warnings;
    }

    SortedSet<Permission> permissions() {
        return permissions;
    }

    Set<Rewriter> rewriters() {
        return rewriters;
    }

    List<String> holes() {
        return holes;
    }

    boolean wrote(int since) {
        return steps.subList(since, steps.size()).stream()
                .anyMatch(step -> step instanceof Change change
                        ? change.writes()
                        : step instanceof Step.Call || step instanceof Step.Outside);
    }

    /** A recorder for a branch, to be taken over or thrown away. */
    Recorder branch() {
        return new Recorder();
    }

    void takeOver(Recorder branch) {
        steps.addAll(branch.steps);
        takeOverAllButSteps(branch);
    }

    void takeOverAllButSteps(Recorder branch) {
        warnings.addAll(branch.warnings);
        permissions.addAll(branch.permissions);
        rewriters.addAll(branch.rewriters);
        holes.addAll(branch.holes);
        undoing.addAll(branch.undoing);
        secrets |= branch.secrets;
    }
}
