package io.fairlead.resource;

/** A node is the trouble. */
public sealed interface NodeCause extends Cause {

    /**
     * The node's kubelet does not answer.
     *
     * @param node its name
     */
    record Lost(String node) implements NodeCause {
        public Lost {
            node = Evidence.quote(node);
        }

        @Override
        public String sentence() {
            return "node " + node + " does not answer";
        }

        @Override
        public String remedy() {
            return "see whether the machine runs and has a network; delete the Node if it is gone for good";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The node's kubelet says that it cannot run pods.
     *
     * @param node its name
     * @param message what the cluster says
     */
    record NotReady(String node, String message) implements NodeCause {
        public NotReady {
            node = Evidence.quote(node);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "node " + node + " is not ready: " + message;
        }

        @Override
        public String remedy() {
            return "see what its kubelet says";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The node runs out of something.
     *
     * @param node its name
     * @param condition {@code MemoryPressure}, {@code DiskPressure} or {@code PIDPressure}
     */
    record Pressure(String node, String condition) implements NodeCause {
        public Pressure {
            node = Evidence.quote(node);
            condition = Evidence.quote(condition);
        }

        @Override
        public String sentence() {
            return "node " + node + " is under " + condition;
        }

        @Override
        public String remedy() {
            return "free some of it, or move pods away";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The pod was evicted by its node.
     *
     * @param node its name
     * @param message what the cluster says
     */
    record Evicted(String node, String message) implements NodeCause {
        public Evicted {
            node = Evidence.quote(node);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "it was evicted" + (node.isEmpty() ? "" : " by node " + node) + ": " + message;
        }

        @Override
        public String remedy() {
            return "set requests that tell what it needs, or free the node";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The node does not take the pod that was given to it.
     *
     * @param node its name
     * @param reason the kubelet's word
     * @param message what the cluster says
     */
    record Refused(String node, String reason, String message) implements NodeCause {
        public Refused {
            node = Evidence.quote(node);
            reason = Evidence.quote(reason);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "node " + node + " refuses it: " + (message.isEmpty() ? reason : message);
        }

        @Override
        public String remedy() {
            return "see what the node lacks";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The pod was ended on purpose: drained, tainted away, or its node was deleted.
     *
     * @param reason by what
     * @param message what the cluster says
     */
    record Disrupted(String reason, String message) implements NodeCause {
        public Disrupted {
            reason = Evidence.quote(reason);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "it was ended by " + reason + (message.isEmpty() ? "" : ": " + message);
        }

        @Override
        public String remedy() {
            return "nothing, where its owner replaces it";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
