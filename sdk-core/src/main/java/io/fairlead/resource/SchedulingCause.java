package io.fairlead.resource;

import java.util.List;
import java.util.stream.Collectors;

/** No node takes a pod. */
public sealed interface SchedulingCause extends Cause {

    /**
     * One of the scheduler's reasons and how many nodes it keeps away.
     *
     * @param nodes how many
     * @param words the reason, in the scheduler's words
     */
    record Reason(int nodes, String words) {
        public Reason {
            words = Evidence.quote(words);
        }

        @Override
        public String toString() {
            return nodes == 0 ? words : nodes + " " + words;
        }
    }

    /**
     * No node fits, by the scheduler's own counted reasons.
     *
     * @param nodes how many nodes were looked at
     * @param reasons why how many nodes do not fit, most first
     * @param hint what would fit, may be empty
     */
    record Unschedulable(int nodes, List<Reason> reasons, String hint) implements SchedulingCause {
        public Unschedulable {
            hint = Evidence.quote(hint);
            reasons = List.copyOf(reasons);
        }

        /** The counts change with every node that comes and goes. */
        @Override
        public Object identity() {
            return List.of(code(), reasons.stream().map(Reason::words).sorted().toList(), hint);
        }

        @Override
        public String sentence() {
            return (nodes == 0
                            ? "no node fits"
                            : nodes == 1 ? "the only node does not fit" : "none of " + nodes + " nodes fits")
                    + (reasons.isEmpty()
                            ? ""
                            : ": " + reasons.stream().map(Reason::toString).collect(Collectors.joining(", ")))
                    + (hint.isEmpty() ? "" : "; " + hint);
        }

        @Override
        public String remedy() {
            return "make room, add nodes, or ask for less: see the counted reasons";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The pod's scheduling gates are closed.
     *
     * @param gates the gates
     */
    record Gated(List<String> gates) implements SchedulingCause {
        public Gated {
            gates = List.copyOf(gates);
        }

        @Override
        public String sentence() {
            return "held back by scheduling gate " + String.join(", ", gates);
        }

        @Override
        public String remedy() {
            return "let the controller that owns the gate remove it";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The scheduler fails on this pod.
     *
     * @param message what the cluster says
     */
    record SchedulerError(String message) implements SchedulingCause {
        public SchedulerError {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "the scheduler fails: " + message;
        }

        @Override
        public String remedy() {
            return "see the scheduler's log";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * No scheduler has looked at the pod.
     *
     * @param scheduler the scheduler it asks for
     */
    record NoScheduler(String scheduler) implements SchedulingCause {
        public NoScheduler {
            scheduler = Evidence.quote(scheduler);
        }

        @Override
        public String sentence() {
            return "no scheduler has looked at it, it asks for " + scheduler;
        }

        @Override
        public String remedy() {
            return "check that this scheduler runs, or correct schedulerName";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * A pod of higher priority took its place.
     *
     * @param message what the cluster says
     */
    record Preempted(String message) implements SchedulingCause {
        public Preempted {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "it gave way to a pod of higher priority" + (message.isEmpty() ? "" : ": " + message);
        }

        @Override
        public String remedy() {
            return "give it a higher priority, or add room";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
