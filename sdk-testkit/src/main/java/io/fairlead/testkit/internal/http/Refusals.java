package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.rbac.Authorizer;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.store.User;
import java.util.List;

/** Refusals for want of permission. */
final class Refusals {
    private Refusals() {}

    static ApiError forbidden(User user, Authorizer.Question question, Resource r) {
        String in = question.namespace().isEmpty()
                ? " at the cluster scope"
                : " in the namespace \"" + question.namespace() + "\"";
        String plural = r.qualifiedPlural();
        String message = plural + (question.name().isEmpty() ? "" : " \"" + question.name() + "\"")
                + " is forbidden: User \"" + user.name() + "\" cannot " + question.verb() + " resource \""
                + question.resource() + "\" in API group \"" + question.group() + "\"" + in;
        return new ApiError(403, "Forbidden", message, ApiError.details(r, question.name(), List.of()));
    }
}
