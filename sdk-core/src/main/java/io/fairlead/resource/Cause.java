package io.fairlead.resource;

import java.util.Locale;

/**
 * Why something is not ready: one of a closed family, each with what is needed to say it, to tell it apart and to mend it.
 *
 * <p>Two causes with equal {@link #identity} are the same cause, however many objects share it. Every text in a cause is quoted from the cluster: on one
 * line, no longer than {@value Evidence#LIMIT} characters.
 */
public sealed interface Cause
        permits ImageCause,
                ConfigCause,
                ContainerCause,
                SchedulingCause,
                AdmissionCause,
                StorageCause,
                NodeCause,
                WorkloadCause,
                DeletionCause,
                NetworkCause,
                ApiCause,
                OtherCause {

    /** What is wrong, in one sentence without a full stop. */
    String sentence();

    /** What a person can do, in one sentence without a full stop. */
    String remedy();

    /**
     * Whether waiting cannot mend it: somebody has to change something. Everything that another pod's end, a retry, an autoscaler or a
     * controller may still mend is not terminal.
     */
    boolean terminal();

    /** What makes two causes the same one: all of it but the words that differ from pod to pod and from try to try. */
    default Object identity() {
        return this;
    }

    /** A stable name for programs: the family and the cause, such as {@code image/not-found}. */
    default String code() {
        String family = getClass().getInterfaces()[0].getSimpleName().replace("Cause", "");
        return dashed(family) + "/" + dashed(getClass().getSimpleName());
    }

    private static String dashed(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** One function a family, for a reader on a Java without exhaustive switches. */
    interface Cases<R> {

        /** An image cannot be had. */
        default R image(ImageCause cause) {
            return other(cause);
        }

        /** A ConfigMap, a Secret or a key is missing. */
        default R config(ConfigCause cause) {
            return other(cause);
        }

        /** A container does not start, does not stay or does not get ready. */
        default R container(ContainerCause cause) {
            return other(cause);
        }

        /** No node takes a pod. */
        default R scheduling(SchedulingCause cause) {
            return other(cause);
        }

        /** The API server refuses the pods. */
        default R admission(AdmissionCause cause) {
            return other(cause);
        }

        /** A volume is missing or does not come. */
        default R storage(StorageCause cause) {
            return other(cause);
        }

        /** A node is the trouble. */
        default R node(NodeCause cause) {
            return other(cause);
        }

        /** The workload itself has stopped. */
        default R workload(WorkloadCause cause) {
            return other(cause);
        }

        /** A deletion does not end. */
        default R deletion(DeletionCause cause) {
            return other(cause);
        }

        /** Traffic has no way. */
        default R network(NetworkCause cause) {
            return other(cause);
        }

        /** The API itself is the trouble. */
        default R api(ApiCause cause) {
            return other(cause);
        }

        /** Everything that has no function of its own. */
        R other(Cause cause);
    }

    /** What these cases say of this cause. */
    default <R> R fold(Cases<R> cases) {
        if (this instanceof ImageCause cause) {
            return cases.image(cause);
        } else if (this instanceof ConfigCause cause) {
            return cases.config(cause);
        } else if (this instanceof ContainerCause cause) {
            return cases.container(cause);
        } else if (this instanceof SchedulingCause cause) {
            return cases.scheduling(cause);
        } else if (this instanceof AdmissionCause cause) {
            return cases.admission(cause);
        } else if (this instanceof StorageCause cause) {
            return cases.storage(cause);
        } else if (this instanceof NodeCause cause) {
            return cases.node(cause);
        } else if (this instanceof WorkloadCause cause) {
            return cases.workload(cause);
        } else if (this instanceof DeletionCause cause) {
            return cases.deletion(cause);
        } else if (this instanceof NetworkCause cause) {
            return cases.network(cause);
        } else if (this instanceof ApiCause cause) {
            return cases.api(cause);
        }
        return cases.other(this);
    }
}
