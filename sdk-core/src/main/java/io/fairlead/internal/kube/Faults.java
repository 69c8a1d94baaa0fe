package io.fairlead.internal.kube;

import io.fairlead.failure.BeingDeleted;
import io.fairlead.failure.Changed;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.FieldFault;
import io.fairlead.failure.Immutable;
import io.fairlead.failure.Invalid;
import io.fairlead.failure.TooLarge;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a 400, a 422 or the 500 that is a user's error: which fields, and why. */
final class Faults {

    private static final Pattern STRICT = Pattern.compile("(unknown|duplicate) field \"([^\"]+)\"");
    private static final Pattern UNMARSHAL =
            Pattern.compile("cannot unmarshal (\\S+) into Go (?:struct field [^.\\s]+\\.(\\S+)|value) of type (\\S+)");
    private static final Pattern TYPED =
            Pattern.compile("(?s)failed to create typed patch object \\([^)]*\\): (?:errors:)?(.*)");
    private static final Pattern TYPED_FAULT = Pattern.compile("^\\s*(\\.[^\\s:]*(?:\\[[^\\]]*][^\\s:]*)*): (.*)$");
    private static final Pattern UNCHANGEABLE = Pattern.compile("(?i)immutable|may not be changed|may not change fields"
            + "|cannot be changed|cannot change roleRef|updates to .* are forbidden");

    private Faults() {}

    static FairleadException failure(StatusView status) {
        List<StatusView.Cause> causes = status.causes();
        if (causes.stream().anyMatch(cause -> cause.field().equals("metadata.uid"))) {
            return Changed.replaced(status.tried(), status.what(), status.ref());
        }
        if (status.message().contains("object is being deleted")) {
            return BeingDeleted.object(status.tried(), status.what(), status.ref());
        }
        if (causes.stream()
                        .anyMatch(cause -> cause.reason().equals("FieldValueTooLong")
                                && cause.message().contains("bytes"))
                && status.message().contains("1048576")) {
            return new TooLarge(status.tried(), "its data has more than 1048576 bytes", status.ref());
        }
        List<String> unchangeable = causes.stream()
                .filter(cause -> UNCHANGEABLE.matcher(cause.message()).find())
                .map(StatusView.Cause::field)
                .distinct()
                .toList();
        // Where something else is wrong as well, replacing the object would not help.
        return !unchangeable.isEmpty() && unchangeable.size() == causes.size()
                ? new Immutable(status.tried(), unchangeable, status.ref())
                : new Invalid(status.tried(), faults(status), status.ref());
    }

    private static List<FieldFault> faults(StatusView status) {
        List<FieldFault> faults = new ArrayList<>();
        for (StatusView.Cause cause : status.causes()) {
            faults.add(new FieldFault(cause.field(), Redaction.fault(cause.field(), cause.message(), status.secret())));
        }
        if (faults.isEmpty()) {
            addTyped(status, faults);
            addStrict(status, faults);
        }
        if (faults.isEmpty()) {
            faults.add(new FieldFault("", status.safeMessage()));
        }
        return faults;
    }

    private static void addTyped(StatusView status, List<FieldFault> faults) {
        Matcher typed = TYPED.matcher(status.message());
        if (!typed.find()) {
            return;
        }
        for (String line : typed.group(1).split("\n", -1)) {
            Matcher fault = TYPED_FAULT.matcher(line);
            if (fault.matches()) {
                String field = fault.group(1);
                faults.add(new FieldFault(field, Redaction.fault(field, fault.group(2), status.secret())));
            }
        }
    }

    private static void addStrict(StatusView status, List<FieldFault> faults) {
        Matcher strict = STRICT.matcher(status.message());
        while (strict.find()) {
            faults.add(new FieldFault(strict.group(2), strict.group(1) + " field"));
        }
        Matcher unmarshal = UNMARSHAL.matcher(status.message());
        while (unmarshal.find()) {
            String field = unmarshal.group(2) == null ? "" : unmarshal.group(2);
            faults.add(new FieldFault(field, "is a " + unmarshal.group(1) + ", should be " + unmarshal.group(3)));
        }
    }
}
