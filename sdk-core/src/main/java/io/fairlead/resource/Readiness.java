package io.fairlead.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object is what its spec asks for, in one word and one sentence, with the fields that say so.
 *
 * <p>{@link State#FAILED} says that it fails now; whether waiting can still mend it is said by {@link Diagnosis#terminal}. Immutable;
 * prints as {@code Deployment shop/web: in progress (2 of 3): 2 of 3 replicas are available}.
 */
public final class Readiness {

    /** The states that an object can be in. */
    public enum State {
        /** The controller is at work, or has not seen the last change yet. */
        IN_PROGRESS,
        /** What the spec asks for is there. */
        READY,
        /** It fails now; it may still recover, see {@link Diagnosis#terminal}. */
        FAILED,
        /** Nothing will happen by itself: it is paused, or waits for somebody or something else to act. */
        SUSPENDED,
        /** It is being deleted. */
        TERMINATING,
        /** It cannot be told; the sentence says why. */
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * How far it is, where that can be counted.
     *
     * @param ready how many are there
     * @param wanted how many are asked for
     */
    public record Progress(long ready, long wanted) {
        @Override
        public String toString() {
            return ready + " of " + wanted;
        }
    }

    private final Ref ref;
    private final State state;
    private final String sentence;
    private final List<Evidence> evidence;
    private final @Nullable Progress progress;
    private final @Nullable Long observedGeneration;

    private Readiness(
            Ref ref,
            State state,
            String sentence,
            List<Evidence> evidence,
            @Nullable Progress progress,
            @Nullable Long observedGeneration) {
        this.ref = Objects.requireNonNull(ref, "ref");
        this.state = Objects.requireNonNull(state, "state");
        this.sentence = Objects.requireNonNull(sentence, "sentence");
        this.evidence = evidence;
        this.progress = progress;
        this.observedGeneration = observedGeneration;
    }

    /** A readiness without evidence yet. */
    public static Readiness of(Ref ref, State state, String sentence) {
        return new Readiness(ref, state, sentence, List.of(), null, null);
    }

    /** The same, resting on one more field of the object. */
    public Readiness because(FieldPath field, Object value) {
        List<Evidence> more = new ArrayList<>(evidence.size() + 1);
        more.addAll(evidence);
        more.add(new Evidence(ref, field, value));
        return new Readiness(ref, state, sentence, List.copyOf(more), progress, observedGeneration);
    }

    /** The same, with how far it is. */
    public Readiness counted(long ready, long wanted) {
        return new Readiness(ref, state, sentence, evidence, new Progress(ready, wanted), observedGeneration);
    }

    /** The same, with the generation that the status tells of. */
    public Readiness observing(long generation) {
        return new Readiness(ref, state, sentence, evidence, progress, generation);
    }

    /** The object it is about. */
    public Ref ref() {
        return ref;
    }

    /** The state in one word. */
    public State state() {
        return state;
    }

    /** The state in one sentence, without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** The fields it rests on. */
    public List<Evidence> evidence() {
        return evidence;
    }

    /** How far it is, where that can be counted. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    /** The generation that the status tells of, where it tells. */
    public OptionalLong observedGeneration() {
        return observedGeneration == null ? OptionalLong.empty() : OptionalLong.of(observedGeneration);
    }

    /** Whether what the spec asks for is there. */
    public boolean ready() {
        return state == State.READY;
    }

    /**
     * Whether nothing more will happen by itself and nothing is wrong: ready, or suspended. What comes after this object need not
     * wait for it: a suspended CronJob, or a claim whose volume is made for its first consumer, holds nothing up.
     */
    public boolean settled() {
        return state == State.READY || state == State.SUSPENDED;
    }

    /** Its object, state, sentence and progress as a JSON tree. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("object", ref.toString());
        tree.put("state", state.name());
        tree.put("sentence", sentence);
        if (progress != null) {
            tree.put("ready", progress.ready());
            tree.put("wanted", progress.wanted());
        }
        return tree;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Readiness that
                && ref.equals(that.ref)
                && state == that.state
                && sentence.equals(that.sentence)
                && evidence.equals(that.evidence)
                && Objects.equals(progress, that.progress)
                && Objects.equals(observedGeneration, that.observedGeneration);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ref, state, sentence, evidence, progress, observedGeneration);
    }

    @Override
    public String toString() {
        return ref + ": " + state + (progress == null ? "" : " (" + progress + ")") + ": " + sentence;
    }
}
