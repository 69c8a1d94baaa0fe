package io.fairlead.testkit.parity;

import java.util.List;

/** A named sequence of requests. */
record Case(String name, List<Step> steps) {
    static Case of(String name, Step... steps) {
        return new Case(name, List.of(steps));
    }
}
