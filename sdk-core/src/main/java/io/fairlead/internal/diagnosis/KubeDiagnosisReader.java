package io.fairlead.internal.diagnosis;

import io.fairlead.failure.Forbidden;
import io.fairlead.failure.Unauthorized;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.ListRequest;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads for a diagnosis over the API; what the caller may not list is told, not thrown. */
public final class KubeDiagnosisReader implements DiagnosisReader {

    private final KubeApi api;
    private final Consumer<Permission> needed;

    /** A reader over this API, as the user of it. */
    public KubeDiagnosisReader(KubeApi api) {
        this(api, permission -> {});
    }

    /**
     * A reader over this API, as the user of it.
     *
     * @param needed told what each list takes
     */
    public KubeDiagnosisReader(KubeApi api, Consumer<Permission> needed) {
        this.api = api;
        this.needed = needed;
    }

    @Override
    public boolean serves(Kind kind) {
        return type(kind).isPresent();
    }

    /** By what discovery said last: a kind that is not there is no reason to ask it again. */
    private Optional<ResourceType> type(Kind kind) {
        return api.types().stream()
                .filter(type -> type.kind().name().equals(kind.name())
                        && type.kind().group().equals(kind.group()))
                .findFirst();
    }

    @Override
    public Seen list(Wanted wanted) {
        Optional<ResourceType> type = type(wanted.kind());
        if (type.isEmpty()) {
            return Seen.refused("the cluster does not serve " + wanted.kind());
        }
        needed.accept(new Permission("list", wanted.kind().group(), type.get().plural(), "", wanted.namespace(), ""));
        try {
            ListRequest request = ListRequest.of(type.get(), wanted.namespace())
                    .labelled(wanted.labels())
                    .where(wanted.fields());
            // Of a Secret only the name is of interest, and its data must not even pass through.
            return Seen.of(api.list(wanted.kind().name().equals("Secret") ? request.metadata() : request)
                    .items());
        } catch (Forbidden | Unauthorized refused) {
            return Seen.refused(refused.happened());
        }
    }
}
