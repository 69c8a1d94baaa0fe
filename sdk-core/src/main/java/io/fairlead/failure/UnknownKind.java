package io.fairlead.failure;

import io.fairlead.resource.Kind;
import java.util.List;

/** The cluster serves no such kind. */
public final class UnknownKind extends FairleadException {

    private final transient Kind kind;

    /**
     * A kind that is not served.
     *
     * @param tried what was tried
     * @param kind what was asked for
     * @param nearest the most alike kinds that are served, best first; may be empty
     */
    public UnknownKind(String tried, Kind kind, List<Kind> nearest) {
        super(
                tried,
                "The cluster does not serve " + kind + ".",
                nearest.isEmpty()
                        ? "Install its CustomResourceDefinition first, or check apiVersion and kind."
                        : "Nearest: "
                                + String.join(
                                        ", ",
                                        nearest.stream().map(Kind::toString).toList())
                                + ". Check apiVersion and kind, or install its CustomResourceDefinition first.",
                null,
                null);
        this.kind = kind;
    }

    /** What was asked for. */
    public Kind kind() {
        return kind;
    }
}
