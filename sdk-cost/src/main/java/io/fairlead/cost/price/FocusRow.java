package io.fairlead.cost.price;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One charge of a FOCUS bill, as far as costs of clusters need it.
 *
 * @param line its line in the file
 * @param start when what is charged for begins
 * @param end when it ends
 * @param billed what is on the invoice for it
 * @param effective what it costs once what was paid before is spread over its time
 * @param category the charge's category: {@code Usage}, {@code Purchase}, {@code Tax}, {@code Credit}, {@code Adjustment}
 * @param pricing how it is priced: {@code Standard}, {@code Dynamic}, {@code Committed}, {@code Other}; empty where it is not said
 * @param commitment whether a commitment was {@code Used} or {@code Unused}; empty where there is none
 * @param service the service's category, such as {@code Compute}
 * @param region the region; empty where it is not said
 * @param resource the resource's id; empty where it is about none
 * @param quantity how much was used, where that is said
 * @param unit of what; empty where it is not said
 */
public record FocusRow(
        long line,
        Instant start,
        Instant end,
        Money billed,
        Money effective,
        String category,
        String pricing,
        String commitment,
        String service,
        String region,
        String resource,
        Optional<BigDecimal> quantity,
        String unit) {

    /** How long it is charged for. */
    public Duration period() {
        return Duration.between(start, end);
    }

    /** Whether it is paid for by a commitment, used or not. */
    public boolean committed() {
        return pricing.equalsIgnoreCase("Committed") || !commitment.isEmpty();
    }
}
