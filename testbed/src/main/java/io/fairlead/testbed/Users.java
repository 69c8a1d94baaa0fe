package io.fairlead.testbed;

import java.util.List;

/** The users that a control plane knows from its start; all may do everything. */
final class Users {

    /** Whoever writes a test: the requests of this one are counted. */
    static final String ADMIN = "admin";

    /** The user kubectl runs as, so that its requests are told from the test's own. */
    static final String KUBECTL = "kubectl";

    /** The testbed itself, for its chores: not in the audit log. */
    static final String KEEPER = "testbed:keeper";

    /** The simulated kubelets: not in the audit log. */
    static final String KWOK = "testbed:kwok";

    private static final List<String> MASTERS = List.of("system:masters");

    private Users() {}

    static Authority.Identity master(Pki pki, String user) {
        return pki.authority().client(user, MASTERS);
    }

    static Authority.Identity keeper(Pki pki) {
        return master(pki, KEEPER);
    }
}
