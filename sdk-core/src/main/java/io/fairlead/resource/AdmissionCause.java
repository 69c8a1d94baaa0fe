package io.fairlead.resource;

/** The API server refuses to create the pods. */
public sealed interface AdmissionCause extends Cause {

    /**
     * A ResourceQuota is used up; the end of another pod frees some of it.
     *
     * @param quota its name
     * @param requested what was asked for
     * @param used what is in use
     * @param limited the limit
     */
    record QuotaExceeded(String quota, String requested, String used, String limited) implements AdmissionCause {
        public QuotaExceeded {
            quota = Evidence.quote(quota);
            requested = Evidence.quote(requested);
            used = Evidence.quote(used);
            limited = Evidence.quote(limited);
        }

        @Override
        public String sentence() {
            return "quota " + quota + " is used up: " + requested + " asked for, " + used + " in use of " + limited;
        }

        @Override
        public String remedy() {
            return "raise the quota, or free some of it";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * A ResourceQuota demands requests or limits that the pod does not set.
     *
     * @param quota its name
     * @param missing what has to be set
     */
    record QuotaNeedsValues(String quota, String missing) implements AdmissionCause {
        public QuotaNeedsValues {
            quota = Evidence.quote(quota);
            missing = Evidence.quote(missing);
        }

        @Override
        public String sentence() {
            return "quota " + quota + " demands values for " + missing;
        }

        @Override
        public String remedy() {
            return "set them on each container, or add a LimitRange with defaults";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * A LimitRange forbids what the pod asks for.
     *
     * @param message what the cluster says
     */
    record LimitRange(String message) implements AdmissionCause {
        public LimitRange {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "a LimitRange forbids it: " + message;
        }

        @Override
        public String remedy() {
            return "change the requests and limits, or the LimitRange";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The namespace's Pod Security level forbids the pod.
     *
     * @param level the level
     * @param violations what violates it
     */
    record PodSecurity(String level, String violations) implements AdmissionCause {
        public PodSecurity {
            level = Evidence.quote(level);
            violations = Evidence.quote(violations);
        }

        @Override
        public String sentence() {
            return "Pod Security " + level + " forbids it: " + violations;
        }

        @Override
        public String remedy() {
            return "change the pod's security context, or the namespace's level";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The pod's service account is not there; the one named {@code default} comes by itself in a new namespace.
     *
     * @param name its name
     */
    record MissingServiceAccount(String name) implements AdmissionCause {
        public MissingServiceAccount {
            name = Evidence.quote(name);
        }

        @Override
        public String sentence() {
            return "ServiceAccount " + name + " is missing";
        }

        @Override
        public String remedy() {
            return "create it, or name another one";
        }

        @Override
        public boolean terminal() {
            return !name.equals("default");
        }
    }

    /**
     * The pod's priority class is not there.
     *
     * @param name its name
     */
    record MissingPriorityClass(String name) implements AdmissionCause {
        public MissingPriorityClass {
            name = Evidence.quote(name);
        }

        @Override
        public String sentence() {
            return "PriorityClass " + name + " is missing";
        }

        @Override
        public String remedy() {
            return "create it, or name another one";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * An admission webhook says no.
     *
     * @param webhook its name
     * @param message what the cluster says
     */
    record WebhookDenied(String webhook, String message) implements AdmissionCause {
        public WebhookDenied {
            webhook = Evidence.quote(webhook);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "webhook " + webhook + " denies it: " + message;
        }

        @Override
        public String remedy() {
            return "change what it objects to";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * An admission webhook cannot be called, and nothing is allowed without it.
     *
     * @param webhook its name
     * @param message what the cluster says
     */
    record WebhookUnreachable(String webhook, String message) implements AdmissionCause {
        public WebhookUnreachable {
            webhook = Evidence.quote(webhook);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "webhook " + webhook + " cannot be called: " + message;
        }

        @Override
        public String remedy() {
            return "mend the webhook's service, or set its failurePolicy";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * A ValidatingAdmissionPolicy says no.
     *
     * @param policy its name
     * @param message what the cluster says
     */
    record PolicyDenied(String policy, String message) implements AdmissionCause {
        public PolicyDenied {
            policy = Evidence.quote(policy);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "policy " + policy + " denies it: " + message;
        }

        @Override
        public String remedy() {
            return "change what it objects to";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The namespace is being deleted.
     *
     * @param namespace its name
     */
    record NamespaceTerminating(String namespace) implements AdmissionCause {
        public NamespaceTerminating {
            namespace = Evidence.quote(namespace);
        }

        @Override
        public String sentence() {
            return "namespace " + namespace + " is being deleted, nothing can be created in it";
        }

        @Override
        public String remedy() {
            return "use another namespace, or wait and create it anew";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The API server refuses for a reason that has no cause of its own.
     *
     * @param message what the cluster says
     */
    record Refused(String message) implements AdmissionCause {
        public Refused {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "its pods are refused: " + message;
        }

        @Override
        public String remedy() {
            return "change what the server objects to";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
