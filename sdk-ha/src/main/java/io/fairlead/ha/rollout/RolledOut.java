package io.fairlead.ha.rollout;

import io.fairlead.resource.Ref;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a rollout gave: the workload runs this, on pods that are ready.
 *
 * @param workload the workload
 * @param changed whether its template was changed; {@code false} where it was as wanted already
 * @param images the image of each container
 */
public record RolledOut(Ref workload, boolean changed, Map<String, String> images) {

    public RolledOut {
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
    }

    @Override
    public String toString() {
        return workload + (changed ? " runs " : " runs as before ") + String.join(", ", images.values());
    }
}
