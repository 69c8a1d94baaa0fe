package io.fairlead.resource;

/**
 * Says of the objects of one kind whether they are ready; one line for a kind of one's own:
 *
 * <pre>{@code
 * ReadinessRule rule = o -> o.text("status", "phase").equals("Open") ? o.ready("it is open") : o.inProgress("it opens");
 * }</pre>
 *
 * <p>A rule is asked only about objects that are not being deleted and whose {@code status.observedGeneration}, where there is one, is
 * that of their spec. It must be pure: the same object, the same answer. When it throws, the object's state is unknown and the sentence
 * says so.
 */
@FunctionalInterface
public interface ReadinessRule {

    /** The readiness of this object. */
    Readiness judge(Observed object);
}
