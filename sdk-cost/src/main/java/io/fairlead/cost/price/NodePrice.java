package io.fairlead.cost.price;

/**
 * What a node costs an hour, split into its parts.
 *
 * @param hourly the whole node
 * @param core a core of it
 * @param gib a GiB of its memory
 * @param gpu an accelerator of it
 * @param gpus how many accelerators it has
 * @param match how the price was found
 * @param purchase how the node was bought
 * @param origin where the price is said
 */
public record NodePrice(
        Money hourly,
        Money core,
        Money gib,
        Money gpu,
        long gpus,
        Match match,
        Purchase purchase,
        Price.Origin origin) {

    /** How a node's price was found. */
    public enum Match {
        /** It is the price of this very node. */
        NODE,
        /** It is the price of its region and instance type, the mean where there are several. */
        CLASS,
        /** A function of the user's told it. */
        FUNCTION,
        /** No node price is known: cores, memory and accelerators by the list. */
        LIST
    }

    /** How a node was bought. */
    public enum Purchase {
        /** By the hour. */
        ON_DEMAND,
        /** By the hour, and taken away at will. */
        SPOT,
        /** For a longer time: freeing it saves nothing. */
        COMMITTED
    }

    /** Whether nobody told this node's price, so that a list stands in. */
    public boolean defaulted() {
        return match == Match.LIST;
    }
}
