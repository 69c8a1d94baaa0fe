package io.fairlead.testkit;

import io.fairlead.testkit.SandboxRequests.Request;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** What a {@link Sandbox} was asked; a failure says what it was asked instead. */
public final class SandboxRequestsAssert extends AbstractAssert<SandboxRequestsAssert, SandboxRequests> {
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    SandboxRequestsAssert(SandboxRequests actual) {
        super(actual, SandboxRequestsAssert.class);
    }

    /** At least one request of this verb about this kind. */
    public SandboxRequestsAssert received(String verb, String kind) {
        if (found(verb, kind).isEmpty()) {
            failWithMessage("Expected a %s of %s, but %s", verb, kind, told());
        }
        return this;
    }

    /** At least one request of this verb about this object, named as {@code default/web} or {@code node-1}. */
    public SandboxRequestsAssert received(String verb, String kind, String object) {
        if (found(verb, kind).stream().noneMatch(request -> name(request).equals(object))) {
            failWithMessage("Expected a %s of %s %s, but %s", verb, kind, object, told());
        }
        return this;
    }

    /** Just so many requests of this verb about this kind. */
    public SandboxRequestsAssert receivedTimes(int times, String verb, String kind) {
        int count = found(verb, kind).size();
        if (count != times) {
            failWithMessage("Expected %d times a %s of %s, not %d: %s", times, verb, kind, count, told());
        }
        return this;
    }

    /** No request of this verb about this kind. */
    public SandboxRequestsAssert neverReceived(String verb, String kind) {
        if (!found(verb, kind).isEmpty()) {
            failWithMessage("Expected no %s of %s, but %s", verb, kind, told());
        }
        return this;
    }

    /** Nothing that would change anything; what is only tried does not count. */
    public SandboxRequestsAssert changedNothing() {
        return wrote();
    }

    /**
     * Just these writes in this order, such as {@code "patch ConfigMap default/web"}; what was only tried, and questions that
     * are asked by creating, do not count.
     */
    public SandboxRequestsAssert wrote(String... writes) {
        List<String> wanted = List.of(writes);
        List<String> found = actual.list().stream()
                .filter(SandboxRequestsAssert::isWrite)
                .map(request -> request.verb() + " " + request.kind() + " " + name(request))
                .toList();
        if (!found.equals(wanted)) {
            failWithMessage(
                    "Expected %s%nbut it was %s",
                    wanted.isEmpty() ? "no write" : "these writes" + lines(wanted),
                    found.isEmpty() ? "none" : "these" + lines(found));
        }
        return this;
    }

    private static boolean isWrite(Request request) {
        return WRITES.contains(request.verb())
                && !request.dryRun()
                && request.status() < 400
                && !request.kind().isEmpty()
                && !request.kind().endsWith("Review");
    }

    private List<Request> found(String verb, String kind) {
        Predicate<Request> wanted =
                request -> request.verb().equals(verb) && request.kind().equals(kind);
        return actual.list().stream().filter(wanted).toList();
    }

    private static String name(Request request) {
        return request.object().startsWith("/") ? request.object().substring(1) : request.object();
    }

    private String told() {
        List<Request> all = actual.list();
        return all.isEmpty() ? "received nothing" : "received " + actual;
    }

    private static String lines(List<String> each) {
        return each.stream().map(line -> System.lineSeparator() + "  " + line).collect(Collectors.joining());
    }
}
