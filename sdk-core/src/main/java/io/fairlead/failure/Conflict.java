package io.fairlead.failure;

import io.fairlead.resource.Ref;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Others own fields that an apply wants to set to another value. */
public final class Conflict extends FairleadException {

    private static final int SHOWN = 3;

    private final transient List<Claim> claims;

    /**
     * What another owner holds.
     *
     * @param owner the field manager's name
     * @param subresource the subresource it wrote through, empty for none
     * @param apiVersion the API version it last wrote in where it is an Update manager, empty where the server does not say
     * @param fields the fields, as the API server writes paths: {@code .spec.replicas}
     */
    public record Claim(String owner, String subresource, String apiVersion, List<String> fields) {
        public Claim {
            fields = List.copyOf(fields);
        }

        @Override
        public String toString() {
            String through = subresource.isEmpty() ? "" : " (through " + subresource + ")";
            String more = fields.size() > SHOWN ? " and " + (fields.size() - SHOWN) + " more" : "";
            return owner + through + " owns " + fields.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
        }
    }

    /** Fields that others own. */
    public Conflict(String tried, List<Claim> claims, @Nullable Ref ref) {
        super(
                tried,
                claims.stream().map(Claim::toString).collect(Collectors.joining("; ", "", ".")),
                "Leave these fields out, or say takingOver() to take them over; undo gives them back.",
                ref,
                null);
        this.claims = List.copyOf(claims);
    }

    /** Who owns which fields. */
    public List<Claim> claims() {
        return claims;
    }
}
