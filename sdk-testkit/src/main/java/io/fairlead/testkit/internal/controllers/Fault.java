package io.fairlead.testkit.internal.controllers;

/** How a container fails, chosen by the end of its image's tag: the same convention as on the testbed's nodes. */
enum Fault {
    NONE(""),
    /** No registry has the image. */
    CANNOT_PULL("-cannot-pull"),
    /** The process exits with code 1 as soon as it starts. */
    CRASHES("-crashes"),
    /** It runs, and never gets ready. */
    NEVER_READY("-never-ready"),
    /** The kernel kills it for its memory. */
    OUT_OF_MEMORY("-out-of-memory"),
    /** Healthy, yet it takes its time. */
    SLOW("-slow");

    private final String suffix;

    Fault(String suffix) {
        this.suffix = suffix;
    }

    static Fault of(String image) {
        for (Fault fault : values()) {
            if (fault != NONE && image.endsWith(fault.suffix)) {
                return fault;
            }
        }
        return NONE;
    }

    int exitCode() {
        return switch (this) {
            case CRASHES -> 1;
            case OUT_OF_MEMORY -> 137;
            default -> 0;
        };
    }

    String exitReason() {
        return switch (this) {
            case CRASHES -> "Error";
            case OUT_OF_MEMORY -> "OOMKilled";
            default -> "Completed";
        };
    }
}
