package io.fairlead.internal.engine;

import io.fairlead.failure.NotResumed;
import io.fairlead.internal.tree.LabelSelector;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.internal.undo.UndoPlan;
import io.fairlead.journal.ResumeChoices;
import io.fairlead.operation.Selection;
import io.fairlead.plan.StepId;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program that another process began is played anew: its recorded steps are met one by one, and until then what they wrote is not seen.
 *
 * <p>A new write while finished steps of its part of the program have not been met shows that it is another program. Safe for threads.
 */
final class Replay {

    private static final Replay NONE =
            new Replay("", new RecordedProgram(List.of(), List.of()), Map.of(), ResumeChoices.none());

    private final String id;
    private final Map<Ref, Map<String, Object>> live;
    private final ResumeChoices choices;
    private final List<Played> left = new ArrayList<>();
    private final Set<StepId> met = new HashSet<>();
    private final Map<String, Map<String, Object>> notes = new HashMap<>();
    private @Nullable NotResumed refusal;
    private boolean wroteNew;

    /**
     * One recorded step.
     *
     * @param step which
     * @param number tells it from others that read the same
     * @param ended whether it came to its end
     * @param undoing whether it is being taken back
     * @param done what was done, in order
     * @param inDoubt what was perhaps done
     */
    record Played(
            JournalRecord.Step step,
            int number,
            boolean ended,
            boolean undoing,
            List<Ledger.Entry> done,
            List<Ledger.Entry> inDoubt) {

        String what() {
            return step.id().toString();
        }

        /** The objects that it wrote. */
        List<Ref> refs() {
            return done.stream()
                    .flatMap(entry -> Replay.refs(entry).stream())
                    .distinct()
                    .toList();
        }
    }

    private Replay(String id, RecordedProgram program, Map<Ref, Map<String, Object>> live, ResumeChoices choices) {
        this.id = id;
        this.live = live;
        this.choices = choices;
        Map<Integer, Played> steps = new LinkedHashMap<>();
        for (RecordedProgram.Wave wave : program.waves()) {
            wave.before().forEach(this::remember);
            Played step = steps.computeIfAbsent(
                    wave.stepNumber(),
                    number -> new Played(
                            wave.step(), number, wave.ended(), wave.undoing(), new ArrayList<>(), new ArrayList<>()));
            step.done().addAll(done(wave));
            step.inDoubt().addAll(inDoubt(wave));
        }
        left.addAll(steps.values());
    }

    /** Nothing is played anew. */
    static Replay none() {
        return NONE;
    }

    /**
     * A program to be played anew.
     *
     * @param live the objects that it wrote, as they are now; those that are missing left out
     */
    static Replay of(String id, RecordedProgram program, Map<Ref, Map<String, Object>> live, ResumeChoices choices) {
        return new Replay(id, program, live, choices);
    }

    private void remember(Ledger.Entry entry) {
        if (entry instanceof Ledger.Noted noted) {
            notes.put(LedgerTree.text(noted.tree(), "do") + " " + Notes.key(noted.tree()), noted.tree());
        }
    }

    /** What was done of a wave, as far as the record or the live objects tell. */
    List<Ledger.Entry> done(RecordedProgram.Wave wave) {
        Foretold foretold = new Foretold(live);
        List<Ledger.Entry> done = new ArrayList<>();
        for (Recovered.Told one : wave.told()) {
            if (one.known()) {
                done.add(one.entry());
            } else if (!isInDoubt(one)) {
                foretold.done(one.entry()).ifPresent(done::add);
            }
        }
        return done;
    }

    /** What nobody can tell of a wave. */
    List<Ledger.Entry> inDoubt(RecordedProgram.Wave wave) {
        return wave.told().stream()
                .filter(this::isInDoubt)
                .map(Recovered.Told::entry)
                .toList();
    }

    private boolean isInDoubt(Recovered.Told one) {
        return !one.known()
                && (one.entry() instanceof Ledger.Stepped
                        || one.entry() instanceof Ledger.Acted acted
                                && DoubtfulAct.of(acted, live.get(acted.ref())) == DoubtfulAct.UNKNOWN);
    }

    String id() {
        return id;
    }

    /** Whether a program is played anew at all. */
    boolean isActive() {
        return this != NONE;
    }

    /** The objects that steps to come wrote. */
    synchronized Set<Ref> hidden() {
        Set<Ref> refs = new LinkedHashSet<>();
        left.forEach(played -> refs.addAll(played.refs()));
        return refs;
    }

    ResumeChoices choices() {
        return choices;
    }

    /** The made-up values, decisions and failures by what they are of. */
    synchronized Optional<Map<String, Object>> note(String what, String key) {
        return Optional.ofNullable(notes.get(what + " " + key));
    }

    /** The program comes to a step: what the record says of it, once. */
    synchronized Optional<Played> meet(JournalRecord.Step step) {
        for (Played played : left) {
            if (played.step().id().equals(step.id())) {
                if (!played.step().objects().equals(step.objects())) {
                    throw refuse(NotResumed.otherProgram(id, played.what(), "does that to other objects"));
                }
                left.remove(played);
                met.add(step.id());
                return Optional.of(played);
            }
        }
        return Optional.empty();
    }

    synchronized boolean hasMet(StepId step) {
        return met.contains(step);
    }

    /** Refuses a write that is not in the record while finished steps of the same part are to come. */
    synchronized void refuseNew(StepId step) {
        if (met.contains(step)) {
            wroteNew = true;
            return;
        }
        for (Played played : left) {
            if (played.ended()
                    && !played.done().isEmpty()
                    && isRelated(played.step().id().scope(), step.scope())) {
                throw refuse(NotResumed.otherProgram(id, played.what(), "would " + step));
            }
        }
        wroteNew = true;
    }

    /** Whether something was written that no earlier process wrote. */
    synchronized boolean wroteNew() {
        return wroteNew;
    }

    /** Refuses a program that came to its end without having done what the record says was done. */
    synchronized void refuseRest() {
        for (Played played : left) {
            if (!played.done().isEmpty()) {
                throw refuse(NotResumed.otherProgram(id, played.what(), "ends before it"));
            }
        }
    }

    synchronized NotResumed refuse(NotResumed failure) {
        refusal = failure;
        return failure;
    }

    /** Ends a program that caught its refusal. */
    synchronized void proceed() {
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Whether this part of the program was here before: recorded steps of it are to come. */
    synchronized boolean isPast(List<String> scope) {
        return left.stream()
                .anyMatch(played -> isRelated(played.step().id().scope(), scope)
                        && !(played.done().isEmpty() && played.inDoubt().isEmpty()));
    }

    /** One is a part of the other: what they do is one after the other. */
    private static boolean isRelated(List<String> one, List<String> other) {
        int common = Math.min(one.size(), other.size());
        return one.subList(0, common).equals(other.subList(0, common));
    }

    /** What was finished, and is not being taken back. */
    synchronized List<Ledger.Entry> standing() {
        List<Ledger.Entry> standing = new ArrayList<>();
        left.stream().filter(played -> !played.undoing()).forEach(played -> standing.addAll(played.done()));
        return standing;
    }

    /** What was done by steps that have not been met, which is there all the same. */
    synchronized List<Ledger.Entry> rest() {
        List<Ledger.Entry> rest = new ArrayList<>();
        left.forEach(played -> rest.addAll(played.done()));
        return rest;
    }

    /** The last step to come that wrote to an object, in words. */
    synchronized String writerOf(Ref ref) {
        String writer = "";
        for (Played played : left) {
            if (played.done().stream().anyMatch(entry -> concerns(entry, ref))) {
                writer = played.what();
            }
        }
        return writer;
    }

    // ------------------------------------------------------------------ reading

    /** Whether steps to come wrote to an object. */
    synchronized boolean hides(Ref ref) {
        return left.stream().anyMatch(played -> played.done().stream().anyMatch(entry -> concerns(entry, ref)));
    }

    /** An object as it was at this point of the program. */
    synchronized Optional<Map<String, Object>> view(Ref ref, Optional<Map<String, Object>> now) {
        Map<String, Object> seen = now.orElse(null);
        for (int i = left.size() - 1; i >= 0; i--) {
            List<Ledger.Entry> done = left.get(i).done();
            for (int k = done.size() - 1; k >= 0; k--) {
                seen = before(done.get(k), ref, seen);
            }
        }
        return Optional.ofNullable(seen);
    }

    private static @Nullable Map<String, Object> before(
            Ledger.Entry entry, Ref ref, @Nullable Map<String, Object> now) {
        if (entry instanceof Ledger.Applied applied) {
            for (PriorState state : applied.objects()) {
                if (state.ref().equals(ref)) {
                    return before(state, now);
                }
            }
        } else if (entry instanceof Ledger.Deleted deleted
                && deleted.state().ref().equals(ref)) {
            return before(deleted.state(), now);
        } else if (entry instanceof Ledger.Amended amended && amended.at().ref().equals(ref)) {
            return amended.before();
        } else if (entry instanceof Ledger.Acted acted
                && acted.ref().equals(ref)
                && !acted.before().isEmpty()) {
            return acted.before();
        }
        return now;
    }

    private static @Nullable Map<String, Object> before(PriorState state, @Nullable Map<String, Object> now) {
        return switch (state.touch()) {
            case CREATED -> null;
            case DELETED, REPLACED -> state.object().orElse(now);
            case CHANGED ->
                now == null ? null : UndoPlan.of(state, now).outcome().orElse(now);
        };
    }

    private static boolean concerns(Ledger.Entry entry, Ref ref) {
        return refs(entry).contains(ref);
    }

    private static List<Ref> refs(Ledger.Entry entry) {
        Ledger one = new Ledger();
        one.add(entry);
        return one.changed();
    }

    /** A list as it was at this point of the program: without what was made later, with what was deleted or evicted later. */
    synchronized List<Map<String, Object>> view(Kind kind, Selection selection, List<Map<String, Object>> now) {
        Set<Ref> hidden = new LinkedHashSet<>();
        left.forEach(played -> played.done()
                .forEach(entry -> refs(entry).stream()
                        .filter(ref -> ref.kind().equals(kind))
                        .filter(ref -> selection.namespace().isEmpty()
                                || selection.namespace().equals(ref.namespace()))
                        .forEach(hidden::add)));
        if (hidden.isEmpty()) {
            return now;
        }
        Map<Ref, Map<String, Object>> objects = new TreeMap<>();
        now.forEach(object -> objects.put(Ref.of(object), object));
        LabelSelector labels = LabelSelector.parse(selection.labels());
        for (Ref ref : hidden) {
            Optional<Map<String, Object>> seen =
                    view(ref, Optional.ofNullable(objects.getOrDefault(ref, live.get(ref))));
            if (seen.isPresent()
                    && labels.matches(seen.get())
                    && (objects.containsKey(ref) || FieldSelection.matches(selection.fields(), seen.get()))) {
                objects.put(ref, seen.get());
            } else {
                objects.remove(ref);
            }
        }
        return List.copyOf(objects.values());
    }
}
