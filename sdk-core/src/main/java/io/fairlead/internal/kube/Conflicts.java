package io.fairlead.internal.kube;

import io.fairlead.failure.AlreadyExists;
import io.fairlead.failure.BeingDeleted;
import io.fairlead.failure.Changed;
import io.fairlead.failure.Conflict;
import io.fairlead.failure.FairleadException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a 409: other owners' fields, a change since it was read, or a name that is taken. */
final class Conflicts {

    private static final String FIELD_MANAGER_CONFLICT = "FieldManagerConflict";

    private static final Pattern OWNER = Pattern.compile("^conflict with \"((?:[^\"\\\\]|\\\\.)*)\""
            + "(?: with subresource \"([^\"]*)\")?(?: using (\\S+))?(?: at \\S+)?$");

    private Conflicts() {}

    static FairleadException failure(StatusView status) {
        List<Conflict.Claim> claims = claims(status);
        if (!claims.isEmpty()) {
            return new Conflict(status.tried(), claims, status.ref());
        }
        if (status.reason().equals("AlreadyExists")) {
            return status.message().startsWith("object is being deleted")
                    ? BeingDeleted.object(status.tried(), status.what(), status.ref())
                    : new AlreadyExists(status.tried(), status.what(), status.ref());
        }
        return isOther(status)
                ? Changed.replaced(status.tried(), status.what(), status.ref())
                : Changed.since(status.tried(), status.what(), status.ref());
    }

    private static boolean isOther(StatusView status) {
        return status.message().contains("uid mismatch")
                || status.message().contains("UID in precondition")
                || status.message().contains("UID in the precondition");
    }

    private static List<Conflict.Claim> claims(StatusView status) {
        Map<Conflict.Claim, List<String>> fields = new LinkedHashMap<>();
        for (StatusView.Cause cause : status.causes()) {
            if (cause.reason().equals(FIELD_MANAGER_CONFLICT)) {
                fields.computeIfAbsent(owner(cause.message()), owner -> new ArrayList<>())
                        .add(cause.field());
            }
        }
        List<Conflict.Claim> claims = new ArrayList<>();
        fields.forEach((owner, paths) ->
                claims.add(new Conflict.Claim(owner.owner(), owner.subresource(), owner.apiVersion(), paths)));
        return claims;
    }

    private static Conflict.Claim owner(String message) {
        Matcher owner = OWNER.matcher(message);
        return owner.matches()
                ? new Conflict.Claim(owner.group(1), orEmpty(owner.group(2)), orEmpty(owner.group(3)), List.of())
                : new Conflict.Claim(message.replaceFirst("^conflict with ", ""), "", "", List.of());
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
