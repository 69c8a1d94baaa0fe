package io.fairlead.testbed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The requests that the API server got between two marks, to count and to filter.
 *
 * @param all the requests in the order of their arrival
 */
public record Requests(List<Request> all) {

    /** Copies the list. */
    public Requests {
        all = List.copyOf(all);
    }

    /** How many there are. */
    public int count() {
        return all.size();
    }

    /** Those that were made by this user, for itself or for another. */
    public Requests by(String user) {
        return where(request -> request.user().equals(user));
    }

    /** Those with one of these verbs. */
    public Requests verb(String... verbs) {
        return where(request -> List.of(verbs).contains(request.verb()));
    }

    /** Those about this resource: {@code pods}, {@code deployments.apps}, {@code pods/eviction}. */
    public Requests resource(String resource) {
        return where(request -> request.resource().equals(resource));
    }

    /** Those about objects in this namespace, and about the namespace itself. */
    public Requests in(String namespace) {
        return where(request -> request.namespace().equals(namespace));
    }

    /** Those that can have changed something. */
    public Requests writes() {
        return where(Request::isWrite);
    }

    /** Those answered with this HTTP status. */
    public Requests answered(int code) {
        return where(request -> request.code() == code);
    }

    /** Those for which the condition holds. */
    public Requests where(Predicate<Request> condition) {
        return new Requests(all.stream().filter(condition).toList());
    }

    /** How many of each, such as {@code "patch deployments.apps" -> 3}, in the order of the words. */
    public Map<String, Long> summary() {
        return all.stream()
                .collect(Collectors.groupingBy(
                        request -> request.verb() + " " + request.resource(), TreeMap::new, Collectors.counting()));
    }

    @Override
    public String toString() {
        return all.stream().map(Request::toString).collect(Collectors.joining("\n"));
    }
}
