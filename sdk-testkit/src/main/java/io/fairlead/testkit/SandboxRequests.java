package io.fairlead.testkit;

import io.fairlead.testkit.internal.http.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The requests a {@link Sandbox} was sent since a moment, in the order of their arrival. */
public final class SandboxRequests {
    private final Recorder recorder;
    private final int from;

    SandboxRequests(Recorder recorder, int from) {
        this.recorder = recorder;
        this.from = from;
    }

    /**
     * One request.
     *
     * @param user who sent it
     * @param verb Kubernetes' verb, such as {@code patch}; for other paths the HTTP method in lower case
     * @param kind the kind, empty for other paths
     * @param resource the resource with its subresource, such as {@code deployments/scale}
     * @param object the object as {@code namespace/name}, or the path
     * @param dryRun whether it was only to be tried
     * @param status the HTTP code of the answer, 0 while there is none
     */
    public record Request(
            String user, String verb, String kind, String resource, String object, boolean dryRun, int status) {}

    /** All of them. */
    public List<Request> list() {
        List<Request> all = new ArrayList<>();
        for (Recorder.Entry e : recorder.since(from)) {
            all.add(new Request(e.user().name(), e.verb(), e.kind(), e.resource(), e.object(), e.dryRun(), e.status()));
        }
        return all;
    }

    /** How many there are. */
    public int count() {
        return recorder.since(from).size();
    }

    /** How many there are of a verb. */
    public int count(String verb) {
        return (int) list().stream().filter(r -> r.verb().equals(verb)).count();
    }

    /** How many there are of a verb about a kind. */
    public int count(String verb, String kind) {
        return (int) list().stream()
                .filter(r -> r.verb().equals(verb) && r.kind().equals(kind))
                .count();
    }

    /** Those that arrive from now on. */
    public SandboxRequests mark() {
        return new SandboxRequests(recorder, recorder.size());
    }

    /** How often what was asked, sorted: {@code 2 patch configmaps, 1 get pods}. */
    @Override
    public String toString() {
        var counts = new TreeMap<String, Integer>();
        list().forEach(r ->
                counts.merge(r.verb() + " " + (r.resource().isEmpty() ? r.object() : r.resource()), 1, Integer::sum));
        List<String> told = new ArrayList<>();
        counts.forEach((what, count) -> told.add(count + " " + what));
        return told.isEmpty() ? "no requests" : String.join(", ", told);
    }
}
