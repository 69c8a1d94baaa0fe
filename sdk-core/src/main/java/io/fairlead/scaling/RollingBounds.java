package io.fairlead.scaling;

/**
 * How far a rolling update of a Deployment may stray from the wanted number of pods.
 *
 * <p>Source: {@code ResolveFenceposts}, {@code MaxSurge} and {@code MaxUnavailable} of
 * {@code pkg/controller/deployment/util}: surge rounds up, unavailability rounds down, and if both come out as zero one
 * pod may be unavailable, or nothing could ever move.
 *
 * @param replicas the wanted number
 * @param maxSurge how many pods more there may be
 * @param maxUnavailable how many may be missing or not available
 */
public record RollingBounds(int replicas, int maxSurge, int maxUnavailable) {
    /** The bounds for these settings and this size. */
    public static RollingBounds of(int replicas, IntOrPercent maxSurge, IntOrPercent maxUnavailable) {
        int surge = maxSurge.roundedUp(replicas);
        int unavailable = maxUnavailable.roundedDown(replicas);
        if (surge == 0 && unavailable == 0) {
            unavailable = 1;
        }
        return new RollingBounds(replicas, surge, Math.min(unavailable, replicas));
    }

    /** The most pods there may be. */
    public int most() {
        return replicas + maxSurge;
    }

    /** The fewest pods that must be available. */
    public int leastAvailable() {
        return replicas - maxUnavailable;
    }
}
