package io.fairlead.testkit;

/** Where assertions about a {@link Sandbox} begin: {@code assertThat(sandbox).received("patch", "Deployment", "shop/web")}. */
public final class SandboxAssertions {
    private SandboxAssertions() {}

    /** Asserts what a Sandbox was asked, from its start. */
    public static SandboxRequestsAssert assertThat(Sandbox sandbox) {
        return new SandboxRequestsAssert(sandbox.requests());
    }

    /** Asserts what a Sandbox was asked since a moment: {@code assertThat(sandbox.requests().mark())}. */
    public static SandboxRequestsAssert assertThat(SandboxRequests requests) {
        return new SandboxRequestsAssert(requests);
    }
}
