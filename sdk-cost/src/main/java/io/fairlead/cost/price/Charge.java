package io.fairlead.cost.price;

/** What is charged for by the piece, and the piece. */
public enum Charge {
    /** A core of a node. */
    CPU("vCPU hour"),
    /** Memory of a node. */
    MEMORY("GiB hour"),
    /** An accelerator of a node. */
    GPU("GPU hour"),
    /** A volume, by its size. */
    STORAGE("GiB hour"),
    /** A Service of type LoadBalancer. */
    LOAD_BALANCER("hour"),
    /** What leaves for another zone. */
    EGRESS_ZONE("GiB"),
    /** What leaves for another region. */
    EGRESS_REGION("GiB"),
    /** What leaves for the internet. */
    EGRESS_INTERNET("GiB"),
    /** The fee for the cluster itself. */
    CLUSTER("hour");

    private final String unit;

    Charge(String unit) {
        this.unit = unit;
    }

    /** The piece that is charged for, such as {@code vCPU hour}. */
    public String unit() {
        return unit;
    }
}
