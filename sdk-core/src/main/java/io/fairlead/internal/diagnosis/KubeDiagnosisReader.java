package io.fairlead.internal.diagnosis;

import io.fairlead.failure.Forbidden;
import io.fairlead.failure.Unauthorized;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.ListRequest;
import io.fairlead.internal.kube.ResourceType;
import java.util.Optional;

/** Reads for a diagnosis over the API; what the caller may not list is told, not thrown. */
public final class KubeDiagnosisReader implements DiagnosisReader {

    private final KubeApi api;

    /** A reader over this API, as the user of it. */
    public KubeDiagnosisReader(KubeApi api) {
        this.api = api;
    }

    @Override
    public Seen list(Wanted wanted) {
        Optional<ResourceType> type = api.findType(wanted.kind());
        if (type.isEmpty()) {
            return Seen.refused("the cluster does not serve " + wanted.kind());
        }
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
