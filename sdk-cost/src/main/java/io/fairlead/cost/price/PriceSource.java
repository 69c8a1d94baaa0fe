package io.fairlead.cost.price;

import io.fairlead.resource.Tree;
import java.util.Optional;

/** Where the prices of single nodes and volumes are looked up. */
interface PriceSource {

    /**
     * What was found for a node.
     *
     * @param hourly the whole node
     * @param gpuEach what each accelerator is of that, where it is known
     * @param match how it was found
     * @param committed whether it is paid for whether it is there or not
     * @param origin where it is said
     */
    record Found(
            Money hourly, Optional<Money> gpuEach, NodePrice.Match match, boolean committed, Price.Origin origin) {}

    /** The price of a node. */
    Optional<Found> node(Tree node);

    /** The price of a GiB of a volume an hour. */
    default Optional<Price> volume(Tree volume) {
        return Optional.empty();
    }
}
