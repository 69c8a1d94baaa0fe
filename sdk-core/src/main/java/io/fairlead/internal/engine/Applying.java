package io.fairlead.internal.engine;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of server-side apply. */
final class Applying {

    private Applying() {}

    /** The dry run of an apply. */
    static Request dryRun(Prepared wanted, @Nullable Map<String, Object> live) {
        return request(wanted, live, false).with("dryRun", "All");
    }

    /**
     * The apply itself: to this very object (by uid) in exactly this version, or to none that is there.
     *
     * @param live the object as it was read; null where there was none
     */
    static Request write(Prepared wanted, @Nullable Map<String, Object> live) {
        return request(wanted, live, true);
    }

    private static Request request(Prepared wanted, @Nullable Map<String, Object> live, boolean exactVersion) {
        Map<String, Object> body = wanted.body();
        if (live != null) {
            body = new LinkedHashMap<>(body);
            Map<String, Object> metadata = new LinkedHashMap<>(Trees.map(body, "metadata"));
            Trees.text(live, "metadata", "uid").ifPresent(uid -> metadata.put("uid", uid));
            if (exactVersion) {
                Trees.text(live, "metadata", "resourceVersion")
                        .ifPresent(version -> metadata.put("resourceVersion", version));
            }
            body.put("metadata", metadata);
        }
        Request request = Request.patch(wanted.at().path(""), Request.APPLY, Json.print(body), true)
                .with("fieldManager", wanted.owner().name())
                .with("fieldValidation", "Strict");
        return wanted.takingOver() ? request.with("force", "true") : request;
    }
}
