package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * What is not played here, and therefore refused: an object that a real cluster would act on and that would lie idle here
 * would let a test pass that proves nothing.
 */
public final class Unplayed {
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";
    private static final String POD_SECURITY = "PodSecurity";

    /** Kinds of which the API server, or what carries traffic and storage, would make something. */
    private static final Set<String> BY_SERVER = Set.of(
            "APIService",
            "CSIDriver",
            "CSIStorageCapacity",
            "ClusterTrustBundle",
            "FlowSchema",
            "IPAddress",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "MutatingWebhookConfiguration",
            "NetworkPolicy",
            "PodCertificateRequest",
            "PriorityLevelConfiguration",
            "RuntimeClass",
            "ServiceCIDR",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "ValidatingWebhookConfiguration",
            "VolumeAttachment",
            "VolumeAttributesClass");

    /** Kinds of which a controller would make something; without controllers nobody expects it. */
    private static final Set<String> BY_CONTROLLERS = Set.of("ReplicationController");

    private final Set<String> storeOnly;
    private final boolean strict;
    private final boolean controllers;
    private final Set<String> unchecked = new ConcurrentSkipListSet<>();

    /**
     * What is refused.
     *
     * @param storeOnly the kinds that may lie idle
     * @param strict whether rules that are not evaluated are refused, too
     * @param controllers whether controllers run
     */
    public Unplayed(Set<String> storeOnly, boolean strict, boolean controllers) {
        this.storeOnly = Set.copyOf(storeOnly);
        this.strict = strict;
        this.controllers = controllers;
    }

    /** Refuses a request that would write an object of a kind that lies idle. */
    public void check(Kind kind, String verb) {
        String name = kind.resource().kind();
        boolean idle = !kind.custom()
                && (BY_SERVER.contains(name) || controllers && BY_CONTROLLERS.contains(name))
                && !storeOnly.contains(name);
        if (idle && List.of("create", "update", "patch").contains(verb)) {
            throw ApiError.notImplemented("The sandbox does not play the effect of " + name + " objects; storeOnly(\""
                    + name + "\") lets them be stored.");
        }
    }

    /** Refuses an object that asks for what is not played, or warns of rules that are not evaluated. */
    void check(Kind kind, Map<String, Object> object, @Nullable Map<String, Object> old, WriteOptions options) {
        if (kind.custom()) {
            rules(kind, options);
        } else if (kind.resource().kind().equals("Namespace") && !storeOnly.contains(POD_SECURITY)) {
            String level = enforced(object);
            boolean asks = !level.isEmpty() && !level.equals("privileged");
            if (asks && (old == null || !level.equals(enforced(old)))) {
                throw ApiError.notImplemented("The sandbox does not enforce pod security \"" + level
                        + "\"; storeOnly(\"" + POD_SECURITY + "\") lets the label be stored.");
            }
        }
    }

    private static String enforced(Map<String, Object> namespace) {
        return Json.text(Json.at(namespace, "metadata", "labels"), ENFORCE);
    }

    private void rules(Kind kind, WriteOptions options) {
        if (kind.rules().isEmpty()) {
            return;
        }
        String name = kind.resource().qualifiedPlural();
        if (strict) {
            throw ApiError.notImplemented("The sandbox does not evaluate the rules of " + name + ": "
                    + String.join("; ", kind.rules()) + ".");
        }
        kind.rules().forEach(rule -> {
            unchecked.add(name + " " + rule);
            options.warn().accept("not evaluated by the sandbox: " + rule);
        });
    }

    /** The rules that were not evaluated although an object was written. */
    public List<String> unchecked() {
        return new ArrayList<>(unchecked);
    }
}
