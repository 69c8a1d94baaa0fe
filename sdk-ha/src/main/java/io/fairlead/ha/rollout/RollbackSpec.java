package io.fairlead.ha.rollout;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which revision a rollback goes to, and how; handed to the lambda of {@link Rollback#of}. The previous one within ten minutes where nothing
 * is said.
 */
public final class RollbackSpec {

    /**
     * A revision to choose from a history.
     *
     * @param words what it is, for refusals: {@code revision 7}
     * @param choice chooses it; empty where the history has none
     */
    record Target(String words, Function<History, Optional<Revision>> choice) {}

    private Target target = new Target("a previous revision", History::previous);
    private Duration limit = Duration.ofMinutes(10);
    private boolean takingOver;

    RollbackSpec() {}

    /** To the newest revision that is not the current one. */
    public RollbackSpec toPrevious() {
        target = new Target("a previous revision", History::previous);
        return this;
    }

    /** To the revision of this number. */
    public RollbackSpec toRevision(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("revisions are numbered from 1, got " + number);
        }
        target = new Target("revision " + number, history -> history.number(number));
        return this;
    }

    /** To the newest other revision of which pods are ready now: what still serves while a release fails. */
    public RollbackSpec toServing() {
        target = new Target(
                "another revision with ready pods",
                history -> history.revisions().stream()
                        .filter(one -> !one.isCurrent() && one.ready() > 0)
                        .findFirst());
        return this;
    }

    /** To the newest revision one of whose containers has this image. */
    public RollbackSpec toImage(String image) {
        target = new Target(
                "a revision with image " + image,
                history -> history.revisions().stream()
                        .filter(one -> one.images().containsValue(image))
                        .findFirst());
        return this;
    }

    /** How long it may take until all pods are of that revision and ready; ten minutes where it is not said. */
    public RollbackSpec within(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a rollback takes some time, got " + time);
        }
        limit = time;
        return this;
    }

    /** Changes and removes also what others hold; refused with the fields and their owners where it is not said. */
    public RollbackSpec takingOver() {
        takingOver = true;
        return this;
    }

    Target target() {
        return target;
    }

    Duration limit() {
        return limit;
    }

    boolean isTakingOver() {
        return takingOver;
    }
}
