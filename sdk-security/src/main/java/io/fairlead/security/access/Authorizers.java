package io.fairlead.security.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The authorizers of an API server, in the order in which they are asked: who else than RBAC has a say.
 *
 * <p>The first that allows or denies decides; one without an opinion leaves it to the next. Members of {@code system:masters} are allowed
 * everything before any of them is asked.
 *
 * @param chain the authorizers, first asked first
 */
public record Authorizers(List<Mode> chain) {

    /** The authorizers that the API server knows. */
    public enum Mode {
        /** Allows kubelets what concerns their node; has no opinion on anybody else. */
        NODE("Node"),
        /** Roles and bindings; never denies, but has no opinion. */
        RBAC("RBAC"),
        /** Asks a service outside, which may allow and deny. */
        WEBHOOK("Webhook"),
        /** A policy file; never denies. */
        ABAC("ABAC"),
        /** Allows everything. */
        ALWAYS_ALLOW("AlwaysAllow"),
        /** Has no opinion, whatever its name says. */
        ALWAYS_DENY("AlwaysDeny");

        private final String flag;

        Mode(String flag) {
            this.flag = flag;
        }
    }

    public Authorizers {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an API server has at least one authorizer");
        }
    }

    /** Node and RBAC, as kubeadm and most installers set it up. */
    public static Authorizers nodeAndRbac() {
        return new Authorizers(List.of(Mode.NODE, Mode.RBAC));
    }

    /**
     * As the flag {@code --authorization-mode} says: {@code "Node,Webhook,RBAC"}.
     *
     * @throws IllegalArgumentException when a word is none of the API server's, with those that are
     */
    public static Authorizers of(String authorizationMode) {
        List<Mode> chain = new ArrayList<>();
        for (String word : authorizationMode.split(",", -1)) {
            chain.add(Arrays.stream(Mode.values())
                    .filter(mode -> mode.flag
                            .toLowerCase(Locale.ROOT)
                            .equals(word.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected authorizers out of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(Mode.values())
                                            .map(mode -> mode.flag)
                                            .toList())
                            + "; got \"" + authorizationMode + "\"")));
        }
        return new Authorizers(chain);
    }

    /** What all of them come to, where roles allow it or do not. */
    Verdict verdict(Identity identity, boolean byRoles) {
        if (identity.isMaster()) {
            return Verdict.YES;
        }
        boolean mayAllow = false;
        boolean mayDeny = false;
        for (Mode mode : chain) {
            if (mode == Mode.ALWAYS_ALLOW || (mode == Mode.RBAC && byRoles)) {
                return mayDeny ? Verdict.PERHAPS : Verdict.YES;
            }
            mayAllow |= mode == Mode.ABAC || mode == Mode.WEBHOOK || (mode == Mode.NODE && identity.isNode());
            mayDeny |= mode == Mode.WEBHOOK;
        }
        return mayAllow ? Verdict.PERHAPS : Verdict.NO;
    }

    @Override
    public String toString() {
        return String.join(",", chain.stream().map(mode -> mode.flag).toList());
    }
}
