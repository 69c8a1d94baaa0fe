package io.fairlead.resource;

/** The workload itself has stopped, by its own rules. */
public sealed interface WorkloadCause extends Cause {

    /**
     * No progress within the time that the workload allows itself.
     *
     * @param message what the cluster says
     */
    record DeadlineExceeded(String message) implements WorkloadCause {
        public DeadlineExceeded {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "no progress within its deadline" + (message.isEmpty() ? "" : ": " + message);
        }

        @Override
        public String remedy() {
            return "see why its pods are not ready, or take the change back";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * A Job's pods have failed too often.
     *
     * @param message what the cluster says
     */
    record BackoffLimit(String message) implements WorkloadCause {
        public BackoffLimit {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "its pods have failed too often" + (message.isEmpty() ? "" : ": " + message);
        }

        @Override
        public String remedy() {
            return "mend the pods and create the Job anew";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * A Job has failed by its own policy.
     *
     * @param reason one word
     * @param message what the cluster says
     */
    record JobFailed(String reason, String message) implements WorkloadCause {
        public JobFailed {
            reason = Evidence.quote(reason);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "it has failed: " + (message.isEmpty() ? reason : message);
        }

        @Override
        public String remedy() {
            return "mend it and create the Job anew";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * Its rollout is paused.
     */
    record Paused() implements WorkloadCause {
        @Override
        public String sentence() {
            return "its rollout is paused";
        }

        @Override
        public String remedy() {
            return "resume it";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * It is suspended.
     */
    record Suspended() implements WorkloadCause {
        @Override
        public String sentence() {
            return "it is suspended";
        }

        @Override
        public String remedy() {
            return "set suspend: false";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * OnDelete: pods of the old revision stay until somebody deletes them.
     *
     * @param left how many
     */
    record WaitsForDeletion(long left) implements WorkloadCause {
        @Override
        public String sentence() {
            return left + (left == 1 ? " pod" : " pods") + " of the old revision wait to be deleted";
        }

        @Override
        public String remedy() {
            return "delete them one by one";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * No controller has seen the last change.
     *
     * @param generation the generation that is not observed
     */
    record NotObserved(long generation) implements WorkloadCause {
        @Override
        public String sentence() {
            return "no controller has seen generation " + generation;
        }

        @Override
        public String remedy() {
            return "check that the controller of its kind runs";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * Its update strategy is not known.
     *
     * @param strategy the strategy
     */
    record UnknownStrategy(String strategy) implements WorkloadCause {
        public UnknownStrategy {
            strategy = Evidence.quote(strategy);
        }

        @Override
        public String sentence() {
            return "update strategy " + strategy + " is not known";
        }

        @Override
        public String remedy() {
            return "use a known strategy, or give a rule of your own";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
