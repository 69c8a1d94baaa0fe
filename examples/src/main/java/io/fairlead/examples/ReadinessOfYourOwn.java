package io.fairlead.examples;

import io.fairlead.resource.ReadinessRule;

/** When objects of your own kind are ready. */
final class ReadinessOfYourOwn {

    private ReadinessOfYourOwn() {}

    static ReadinessRule doors() {
        ReadinessRule door =
                o -> o.text("status", "lock").equals("open") ? o.ready("it is open") : o.inProgress("it opens");
        return door;
    }
}
