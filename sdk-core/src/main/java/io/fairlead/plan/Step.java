package io.fairlead.plan;

import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.List;

/** One step of a plan, in the program's order. */
public sealed interface Step
        permits Change, Step.Call, Step.Wait, Step.Question, Step.Outside, Step.Pause, Step.Alternative, Step.Cut {

    /** Knows it again in another reading. */
    StepId id();

    /**
     * A verb of the API: scale, evict, issue a token.
     *
     * @param id knows it again
     * @param ref the object
     * @param what what is done
     * @param grade how sure
     * @param undo how it is taken back; empty when nothing takes it back
     */
    record Call(StepId id, Ref ref, String what, Grade grade, String undo) implements Step {}

    /**
     * A wait, assumed to end well.
     *
     * @param id knows it again
     * @param refs the objects waited for
     * @param until what is waited for
     * @param limit how long at most
     */
    record Wait(StepId id, List<Ref> refs, String until, Duration limit) implements Step {

        private static final int NAMED = 3;

        public Wait {
            refs = List.copyOf(refs);
        }

        /**
         * What is waited for, to be followed by <i>is ready</i>: {@code Deployment shop/web}, {@code each of Deployment shop/api and
         * Deployment shop/web}, {@code each of 13 objects (Deployment shop/api and 12 more)}.
         */
        public static String targets(List<Ref> refs) {
            List<String> names = refs.stream().sorted().map(Ref::toString).toList();
            int last = names.size() - 1;
            if (names.size() < 2) {
                return names.isEmpty() ? "nothing" : names.get(0);
            }
            return names.size() <= NAMED
                    ? "each of " + String.join(", ", names.subList(0, last)) + " and " + names.get(last)
                    : "each of " + names.size() + " objects (" + names.get(0) + " and " + last + " more)";
        }
    }

    /**
     * A gate, assumed to pass.
     *
     * @param id knows it again
     * @param question what is asked
     * @param whom who answers
     * @param limit how long the answer may take
     */
    record Question(StepId id, String question, String whom, Duration limit) implements Step {}

    /**
     * A step outside the cluster.
     *
     * @param id knows it again
     * @param name the step's name
     * @param undo the name of the step that takes it back; empty when none does
     */
    record Outside(StepId id, String name, String undo) implements Step {}

    /**
     * A pause.
     *
     * @param id knows it again
     * @param time how long
     */
    record Pause(StepId id, Duration time) implements Step {}

    /**
     * What happens in place of a part that fails; not part of the effect.
     *
     * @param id knows it again
     * @param when when it happens
     * @param steps what happens then
     */
    record Alternative(StepId id, String when, List<Step> steps) implements Step {
        public Alternative {
            steps = List.copyOf(steps);
        }
    }

    /**
     * From here on the part is known only when it runs.
     *
     * @param id knows it again
     * @param needs what it needs to know: {@code status of Service shop/web}
     */
    record Cut(StepId id, String needs) implements Step {}
}
