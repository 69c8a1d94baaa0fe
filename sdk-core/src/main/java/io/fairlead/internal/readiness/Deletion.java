package io.fairlead.internal.readiness;

import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.StatusCondition;
import java.util.List;
import java.util.stream.Collectors;

/** What an object that is being deleted still waits for. */
final class Deletion {

    private Deletion() {}

    static Readiness judge(Observed object) {
        String held = finalizers(object);
        String why = held.isEmpty() ? "" : ", held by " + held;
        if (object.ref().kind().name().equals("Namespace")) {
            why += remaining(object);
        }
        Readiness said = object.terminating("it is being deleted" + why)
                .because(Fields.DELETED, object.text("metadata", "deletionTimestamp"));
        return held.isEmpty() ? said : said.because(Fields.FINALIZERS, held);
    }

    private static String finalizers(Observed object) {
        Object metadata = object.at("metadata", "finalizers").orElse(List.of());
        Object spec = object.at("spec", "finalizers").orElse(List.of());
        Object held = metadata instanceof List<?> list && !list.isEmpty() ? metadata : spec;
        return held instanceof List<?> list
                ? list.stream().map(item -> Wording.word(String.valueOf(item))).collect(Collectors.joining(", "))
                : "";
    }

    /** A namespace's conditions name what is left in it, and the API services that do not answer. */
    private static String remaining(Observed object) {
        return object.conditions().stream()
                .filter(StatusCondition::isTrue)
                .map(condition -> "; " + condition.words())
                .collect(Collectors.joining());
    }
}
