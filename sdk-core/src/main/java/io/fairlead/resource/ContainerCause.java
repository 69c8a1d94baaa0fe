package io.fairlead.resource;

import java.util.List;

/** A container does not start, does not stay, or does not get ready. */
public sealed interface ContainerCause extends Cause {

    /**
     * The container starts and ends again and again; waiting may mend it, unless its command cannot be run at all.
     *
     * @param container the container
     * @param init whether it is an init container
     * @param exitCode the last exit code, -1 where it is not told
     * @param signal the signal that ended it, 0 for none
     * @param message its termination message, may be empty
     */
    record CrashLoop(String container, boolean init, int exitCode, int signal, String message)
            implements ContainerCause {
        public CrashLoop {
            container = Evidence.quote(container);
            message = Evidence.quote(message);
        }

        @Override
        public Object identity() {
            return List.of(code(), container, init, exitCode, signal);
        }

        @Override
        public String sentence() {
            return (init ? "init container " : "container ") + container + " keeps ending"
                    + (signal > 0 ? " by signal " + signal : exitCode < 0 ? "" : " with exit code " + exitCode)
                    + (message.isEmpty() ? "" : ": " + message);
        }

        @Override
        public String remedy() {
            return "read the container's last log: kubectl logs --previous";
        }

        @Override
        public boolean terminal() {
            return exitCode == 126 || exitCode == 127;
        }
    }

    /**
     * The container is killed because it takes more memory than its limit.
     *
     * @param container the container
     * @param limit its memory limit, empty where it has none
     */
    record OutOfMemory(String container, String limit) implements ContainerCause {
        public OutOfMemory {
            container = Evidence.quote(container);
            limit = Evidence.quote(limit);
        }

        @Override
        public String sentence() {
            return "container " + container + " is killed for memory"
                    + (limit.isEmpty() ? "" : " at its limit of " + limit);
        }

        @Override
        public String remedy() {
            return "raise its memory limit, or find what takes the memory";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The container has ended with an error and is not started again.
     *
     * @param container the container
     * @param init whether it is an init container
     * @param exitCode its exit code
     * @param message its termination message, may be empty
     */
    record Ended(String container, boolean init, int exitCode, String message) implements ContainerCause {
        public Ended {
            container = Evidence.quote(container);
            message = Evidence.quote(message);
        }

        @Override
        public Object identity() {
            return List.of(code(), container, init, exitCode);
        }

        @Override
        public String sentence() {
            return (init ? "init container " : "container ") + container + " has ended with exit code " + exitCode
                    + (message.isEmpty() ? "" : ": " + message);
        }

        @Override
        public String remedy() {
            return "read the container's log";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The container is made but cannot be run: no such command, no permission, a hook that fails.
     *
     * @param container the container
     * @param reason the kubelet's word
     * @param message what the cluster says
     */
    record CannotRun(String container, String reason, String message) implements ContainerCause {
        public CannotRun {
            container = Evidence.quote(container);
            reason = Evidence.quote(reason);
            message = Evidence.quote(message);
        }

        @Override
        public Object identity() {
            return List.of(code(), container, reason);
        }

        @Override
        public String sentence() {
            return "container " + container + " cannot run: " + (message.isEmpty() ? reason : message);
        }

        @Override
        public String remedy() {
            return "check its command, its rights and its hooks";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * A probe keeps failing.
     *
     * @param container the container
     * @param probe {@code readiness}, {@code liveness} or {@code startup}
     * @param message what the cluster says
     */
    record ProbeFailing(String container, String probe, String message) implements ContainerCause {
        public ProbeFailing {
            container = Evidence.quote(container);
            probe = Evidence.quote(probe);
            message = Evidence.quote(message);
        }

        @Override
        public Object identity() {
            return List.of(code(), container, probe);
        }

        @Override
        public String sentence() {
            return "the " + probe + " probe" + (container.isEmpty() ? "" : " of container " + container) + " fails: "
                    + message;
        }

        @Override
        public String remedy() {
            return "check what the probe asks for, and how long the container takes to start";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The container runs and its readiness probe has not passed, or a readiness gate of its pod is closed.
     *
     * @param what the containers or the gate
     */
    record NotReady(String what) implements ContainerCause {
        public NotReady {
            what = Evidence.quote(what);
        }

        @Override
        public String sentence() {
            return what + " not ready yet";
        }

        @Override
        public String remedy() {
            return "check the readiness probe and its delay";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The pod's other containers wait for an init container.
     *
     * @param container the container
     */
    record InitRunning(String container) implements ContainerCause {
        public InitRunning {
            container = Evidence.quote(container);
        }

        @Override
        public String sentence() {
            return "init container " + container + " has not ended yet";
        }

        @Override
        public String remedy() {
            return "see what it waits for in its log";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * A port of the node that the pod asks for is in use.
     *
     * @param message what the cluster says
     */
    record HostPortTaken(String message) implements ContainerCause {
        public HostPortTaken {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "a host port is in use: " + message;
        }

        @Override
        public String remedy() {
            return "use another port, or no host port";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The pod's sandbox, its network above all, cannot be made.
     *
     * @param message what the cluster says
     */
    record Sandbox(String message) implements ContainerCause {
        public Sandbox {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "the pod's sandbox cannot be made: " + message;
        }

        @Override
        public String remedy() {
            return "check the node's network plug-in and container runtime";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
