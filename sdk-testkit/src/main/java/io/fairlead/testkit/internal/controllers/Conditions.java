package io.fairlead.testkit.internal.controllers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions of a status that is being written.
 *
 * <p>As the apps controllers do: a condition with the same status and reason is left alone, one with the same status keeps
 * its time of transition, and a changed one goes to the end of the list.
 */
final class Conditions {
    private final Map<String, Object> status;
    private final Instant now;

    Conditions(Map<String, Object> status, Instant now) {
        this.status = status;
        this.now = now;
    }

    Optional<Map<String, Object>> get(String type) {
        return Trees.maps(status, "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .findFirst();
    }

    String reason(String type) {
        return get(type).map(condition -> Trees.text(condition, "reason")).orElse("");
    }

    void set(String type, String value, String reason, String message) {
        put(type, value, reason, message, false, false);
    }

    /** Sets a condition of a Deployment, which also tells when it was last looked at. */
    void setWithUpdateTime(String type, String value, String reason, String message) {
        put(type, value, reason, message, true, false);
    }

    /** Sets it also when status and reason are the same, to note the time: how a Deployment notes progress. */
    void refresh(String type, String value, String reason, String message) {
        put(type, value, reason, message, true, true);
    }

    private void put(String type, String value, String reason, String message, boolean updateTime, boolean always) {
        var current = get(type);
        boolean sameStatus =
                current.filter(each -> value.equals(each.get("status"))).isPresent();
        if (!always
                && sameStatus
                && current.filter(each -> reason.equals(each.get("reason"))).isPresent()) {
            return;
        }
        Object transition = current.filter(each -> sameStatus)
                .map(each -> each.get("lastTransitionTime"))
                .orElse(Trees.stamp(now));
        remove(type);
        list().add(Trees.object(
                "type", type,
                "status", value,
                "lastUpdateTime", updateTime ? Trees.stamp(now) : null,
                "lastTransitionTime", transition,
                "reason", reason,
                "message", message));
    }

    void add(Map<String, Object> condition) {
        remove(Trees.text(condition, "type"));
        list().add(condition);
    }

    void remove(String type) {
        if (get(type).isPresent()) {
            list().removeIf(condition -> type.equals(Trees.map(condition).get("type")));
            if (list().isEmpty()) {
                status.remove("conditions");
            }
        }
    }

    private List<Object> list() {
        return Trees.children(status, "conditions");
    }
}
