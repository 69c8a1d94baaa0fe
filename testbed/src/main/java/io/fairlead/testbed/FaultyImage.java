package io.fairlead.testbed;

import java.util.Optional;

/**
 * The ways a container can fail on a simulated node, chosen by the end of its image's tag.
 *
 * <p>{@code registry.example/web:2.1-cannot-pull} is an image that no registry has; {@code registry.example/web:2.1} is
 * a healthy one. The convention needs no set-up, survives templates and copies, and reads well in a failing test.
 */
public enum FaultyImage {
    /** The registry does not have it: the container waits with {@code ErrImagePull}, then {@code ImagePullBackOff}. */
    CANNOT_PULL("-cannot-pull"),
    /** The process exits with code 1 as soon as it starts: {@code CrashLoopBackOff}, with growing pauses. */
    CRASHES("-crashes"),
    /** The container runs, and its readiness probe never succeeds. */
    NEVER_READY("-never-ready"),
    /** The kernel kills it for its memory: {@code OOMKilled}, exit code 137, then {@code CrashLoopBackOff}. */
    OUT_OF_MEMORY("-out-of-memory"),
    /** A healthy one that takes its time: five seconds, or what {@link #START_DELAY} on the pod says. */
    SLOW("-slow");

    /** Pod annotation with the time until the pod's containers start, such as {@code 1s500ms}; for any image. */
    public static final String START_DELAY = "testbed.fairlead.io/start-delay";

    /** Pod annotation with the time that a Job's pod runs until it completes, such as {@code 2s}; none when absent. */
    public static final String RUN_TIME = "testbed.fairlead.io/run-time";

    private final String suffix;

    FaultyImage(String suffix) {
        this.suffix = suffix;
    }

    /** What the image's tag ends with. */
    public String suffix() {
        return suffix;
    }

    /** The given image, made to fail in this way: {@code web:2.1} becomes {@code web:2.1-cannot-pull}. */
    public String of(String image) {
        return image + suffix;
    }

    /** How the given image fails; empty for a healthy one. */
    public static Optional<FaultyImage> in(String image) {
        for (FaultyImage fault : values()) {
            if (image.endsWith(fault.suffix)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
