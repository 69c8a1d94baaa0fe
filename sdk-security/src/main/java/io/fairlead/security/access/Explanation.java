package io.fairlead.security.access;

import java.util.ArrayList;
import java.util.List;

/**
 * Why a request is allowed or not.
 *
 * <p>Immutable. Prints as the verdict and every chain behind it; of a refusal, what comes nearest.
 *
 * @param identity who asks
 * @param right what for
 * @param verdict the answer
 * @param grants every chain that allows it
 * @param nearly what comes near to allowing it, where nothing allows it, one sentence each
 */
public record Explanation(Identity identity, Right right, Verdict verdict, List<Grant> grants, List<String> nearly) {

    public Explanation {
        grants = List.copyOf(grants);
        nearly = List.copyOf(nearly);
    }

    static Explanation of(Holdings holdings, Identity identity, Right right, Verdict verdict) {
        List<Grant> grants = holdings.allowing(identity, right);
        return new Explanation(
                identity,
                right,
                verdict,
                grants,
                grants.isEmpty() && !identity.isMaster() ? nearly(holdings, identity, right) : List.of());
    }

    private static List<String> nearly(Holdings holdings, Identity identity, Right right) {
        List<String> nearly = new ArrayList<>();
        for (Grant grant : holdings.grants(identity)) {
            boolean here =
                    grant.namespace().isEmpty() || grant.namespace().equals(right.namespace()) && !right.isPath();
            if (here && grant.rule().allowsSomeName(right)) {
                nearly.add("Only for " + Lists.few(grant.rule().names()) + ": " + grant);
            } else if (!here && grant.rule().allows(right)) {
                nearly.add(
                        (right.isPath() ? "Bound in a namespace, where paths do not count: " : "Elsewhere: ") + grant);
            }
        }
        for (Binding binding : holdings.dangling(identity, right.namespace())) {
            nearly.add(binding.ref() + " would count, but " + binding.role() + " does not exist.");
        }
        return nearly;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(verdict + ": " + identity
                + (verdict == Verdict.YES ? " may " : verdict == Verdict.NO ? " may not " : " may or may not ")
                + right);
        if (identity.isMaster()) {
            text.append("\n  Members of system:masters may do everything, whatever roles say.");
        }
        Lists.lines(text, grants);
        Lists.lines(text, nearly);
        if (verdict == Verdict.PERHAPS) {
            text.append(grants.isEmpty() ? "\n  No role allows it; another" : "\n  Another")
                    .append(" authorizer of this API server has a say, and what that says is not known.");
        } else if (verdict == Verdict.NO && nearly.isEmpty()) {
            text.append("\n  No role allows it.");
        }
        return text.toString();
    }
}
