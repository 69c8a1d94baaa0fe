package io.fairlead.internal.engine;

import io.fairlead.plan.Change;
import io.fairlead.plan.Step;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What keeping the record of a plan's run takes: to write a ConfigMap, and a Secret wherever fields of Secrets change. */
final class RecordPermissions {

    private RecordPermissions() {}

    static Set<Permission> of(Recorder recorder, Session session) {
        Set<Permission> needed = new TreeSet<>();
        List<Step> writing = recorder.steps().stream()
                .filter(step -> isRecorded(step) && !recorder.isUndoing(step))
                .toList();
        if (session.options().journal().isEmpty() || writing.isEmpty()) {
            return needed;
        }
        String home = Journals.homes(session.options(), ref(writing.get(0))).get(0);
        Set<String> secrets = new TreeSet<>();
        for (Step step : writing) {
            ref(step)
                    .filter(ref -> holdsSecrets(step, ref) || recorder.madeSecrets() && isSecret(ref))
                    .map(Ref::namespace)
                    .ifPresent(secrets::add);
        }
        secrets.forEach(namespace -> add(needed, "secrets", namespace));
        if (!writing.stream()
                .allMatch(step -> ref(step)
                        .filter(ref ->
                                holdsSecrets(step, ref) && ref.namespace().equals(home))
                        .isPresent())) {
            add(needed, "configmaps", home);
        }
        return needed;
    }

    private static void add(Set<Permission> needed, String resource, String namespace) {
        needed.add(Permission.of("create", "", resource, namespace));
        needed.add(Permission.of("update", "", resource, namespace));
    }

    private static boolean isRecorded(Step step) {
        return step instanceof Change change && change.writes()
                || step instanceof Step.Call
                || step instanceof Step.Outside;
    }

    private static Optional<Ref> ref(Step step) {
        return step instanceof Change change
                ? Optional.of(change.ref())
                : step instanceof Step.Call call ? Optional.of(call.ref()) : Optional.empty();
    }

    private static boolean holdsSecrets(Step step, Ref ref) {
        return step instanceof Change change && change.action() != Change.Action.CREATE && isSecret(ref);
    }

    private static boolean isSecret(Ref ref) {
        return ref.kind().group().isEmpty() && ref.kind().name().equals("Secret");
    }
}
