package io.fairlead.resource;

/** The API itself is the trouble. */
public sealed interface ApiCause extends Cause {

    /**
     * A definition's names belong to another one.
     *
     * @param message what the cluster says
     */
    record NamesTaken(String message) implements ApiCause {
        public NamesTaken {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "its names are taken: " + message;
        }

        @Override
        public String remedy() {
            return "delete the other definition, or rename this one";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The server behind an API service does not answer.
     *
     * @param reason one word
     * @param message what the cluster says
     */
    record ServiceUnreachable(String reason, String message) implements ApiCause {
        public ServiceUnreachable {
            reason = Evidence.quote(reason);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "its server does not answer: " + (message.isEmpty() ? reason : message);
        }

        @Override
        public String remedy() {
            return "check the pods behind its Service";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * An autoscaler cannot read what it scales by.
     *
     * @param reason one word
     * @param message what the cluster says
     */
    record NoMetrics(String reason, String message) implements ApiCause {
        public NoMetrics {
            reason = Evidence.quote(reason);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "it has no metrics: " + (message.isEmpty() ? reason : message);
        }

        @Override
        public String remedy() {
            return "check the metrics server, and that the pods set requests";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * An autoscaler cannot find or scale its target.
     *
     * @param reason one word
     * @param message what the cluster says
     */
    record NoTarget(String reason, String message) implements ApiCause {
        public NoTarget {
            reason = Evidence.quote(reason);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "its target cannot be scaled: " + (message.isEmpty() ? reason : message);
        }

        @Override
        public String remedy() {
            return "correct scaleTargetRef";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * Several autoscalers have the same pods.
     *
     * @param message what the cluster says
     */
    record AmbiguousTarget(String message) implements ApiCause {
        public AmbiguousTarget {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "several autoscalers have the same pods: " + message;
        }

        @Override
        public String remedy() {
            return "leave one";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * A certificate request waits for approval.
     */
    record NotApproved() implements ApiCause {
        @Override
        public String sentence() {
            return "nobody has approved it";
        }

        @Override
        public String remedy() {
            return "approve or deny it";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * A certificate request was denied or has failed.
     *
     * @param message what the cluster says
     */
    record Denied(String message) implements ApiCause {
        public Denied {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "it is refused" + (message.isEmpty() ? "" : ": " + message);
        }

        @Override
        public String remedy() {
            return "ask for something that is allowed";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }
}
