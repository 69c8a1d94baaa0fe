package io.fairlead.testkit.internal.quota;

import io.fairlead.testkit.internal.json.Json;
import java.util.Map;
import java.util.Set;

/**
 * Holds what is asked for against one entry of a limit range, in the words of the server's LimitRanger.
 *
 * @param type what the entry is about, such as {@code Container}
 * @param requests what is requested
 * @param limits what it is limited to
 * @param faults takes what is out of bounds
 */
record Bounds(String type, Map<String, Amount> requests, Map<String, Amount> limits, Set<String> faults) {

    void check(Map<String, Object> limit) {
        Json.child(limit, "min").forEach((resource, least) -> least(resource, Amount.of(least)));
        Json.child(limit, "max").forEach((resource, most) -> most(resource, Amount.of(most)));
        Json.child(limit, "maxLimitRequestRatio").forEach((resource, ratio) -> ratio(resource, Amount.of(ratio)));
    }

    void least(String resource, Amount least) {
        Amount request = requests.get(resource);
        Amount limit = limits.get(resource);
        String rule = "minimum " + resource + " usage per " + type + " is " + least;
        if (request == null) {
            faults.add(rule + ".  No request is specified");
        } else if (least.moreThan(request)) {
            faults.add(rule + ", but request is " + request);
        } else if (limit != null && least.moreThan(limit)) {
            faults.add(rule + ", but limit is " + limit);
        }
    }

    private void most(String resource, Amount most) {
        Amount request = requests.get(resource);
        Amount limit = limits.get(resource);
        String rule = "maximum " + resource + " usage per " + type + " is " + most;
        if (limit == null) {
            faults.add(rule + ".  No limit is specified");
        } else if (limit.moreThan(most)) {
            faults.add(rule + ", but limit is " + limit);
        } else if (request != null && request.moreThan(most)) {
            faults.add(rule + ", but request is " + request);
        }
    }

    void mostRequested(String resource, Amount most) {
        Amount request = requests.get(resource);
        String rule = "maximum " + resource + " usage per " + type + " is " + most;
        if (request == null) {
            faults.add(rule + ".  No request is specified");
        } else if (request.moreThan(most)) {
            faults.add(rule + ", but request is " + request);
        }
    }

    private void ratio(String resource, Amount most) {
        Amount request = requests.get(resource);
        Amount limit = limits.get(resource);
        String rule = resource + " max limit to request ratio per " + type + " is " + most;
        if (request == null || request.nothing()) {
            faults.add(rule + ", but no request is specified or request is 0");
        } else if (limit == null || limit.nothing()) {
            faults.add(rule + ", but no limit is specified or limit is 0");
        } else {
            double ratio = limit.number().doubleValue() / request.number().doubleValue();
            if (ratio > most.number().doubleValue()) {
                faults.add(rule + ", but provided ratio is " + String.format(java.util.Locale.ROOT, "%f", ratio));
            }
        }
    }
}
