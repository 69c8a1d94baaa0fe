package io.fairlead.cost.price;

/** The prices that stand in where nobody gave any: those that OpenCost ships for a cluster without a price source. */
final class DefaultPrices {

    private DefaultPrices() {}

    static PriceBookSpec spec() {
        return new PriceBookSpec("default list")
                .source("default list")
                .asOf("2024-10")
                .cpu("0.031611")
                .memory("0.004237")
                .gpu("0.95")
                .spot("0.006655", "0.000892")
                .storage("0.00005479452")
                .loadBalancer("0.025")
                .egress("0.01", "0.01", "0.12")
                .clusterFee("0.10")
                .standingIn();
    }
}
