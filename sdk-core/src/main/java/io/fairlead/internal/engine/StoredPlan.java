package io.fairlead.internal.engine;

import io.fairlead.plan.Preview;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan as it is kept outside the process that made it.
 *
 * @param preview what it shows
 * @param operation the name that its operation gives itself; empty for none
 * @param cluster where it was made
 * @param texts the texts that the program made up, secrets left out
 * @param times the times that it took, in ISO form
 */
public record StoredPlan(
        Preview preview,
        String operation,
        ClusterIdentity cluster,
        Map<String, String> texts,
        Map<String, String> times) {

    public StoredPlan {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        times = Collections.unmodifiableMap(new TreeMap<>(times));
    }

    /**
     * Reads a plan.
     *
     * @throws io.fairlead.plan.BadPlan when it cannot be used
     */
    public static StoredPlan parse(String json) {
        return PlanReader.read(json);
    }
}
