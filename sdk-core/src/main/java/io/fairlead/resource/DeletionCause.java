package io.fairlead.resource;

/** A deletion does not end. */
public sealed interface DeletionCause extends Cause {

    /**
     * Finalizers hold it.
     *
     * @param finalizers their names
     */
    record Finalizer(String finalizers) implements DeletionCause {
        public Finalizer {
            finalizers = Evidence.quote(finalizers);
        }

        @Override
        public String sentence() {
            return "its deletion waits for " + finalizers;
        }

        @Override
        public String remedy() {
            return "check that the controllers of these finalizers run";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * Its pods still have time to end.
     *
     * @param seconds the grace period
     */
    record Grace(long seconds) implements DeletionCause {
        @Override
        public String sentence() {
            return "it ends within its grace period of " + seconds + " s";
        }

        @Override
        public String remedy() {
            return "wait";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * A budget allows no disruption.
     *
     * @param budget its name
     * @param reason why
     */
    record BudgetBlocks(String budget, String reason) implements DeletionCause {
        public BudgetBlocks {
            budget = Evidence.quote(budget);
            reason = Evidence.quote(reason);
        }

        @Override
        public String sentence() {
            return "budget " + budget + " allows no disruption" + (reason.isEmpty() ? "" : ": " + reason);
        }

        @Override
        public String remedy() {
            return "make the other pods ready, or change the budget";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * What is left in a namespace holds it.
     *
     * @param message what the cluster says
     */
    record NamespaceContent(String message) implements DeletionCause {
        public NamespaceContent {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "the namespace still holds something: " + message;
        }

        @Override
        public String remedy() {
            return "delete what is left, or mend the controllers of its finalizers";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
