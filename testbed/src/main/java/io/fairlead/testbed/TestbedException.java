package io.fairlead.testbed;

import org.jspecify.annotations.Nullable;

/** Says that the testbed itself could not be built, started or asked, as opposed to what is tested on it. */
public final class TestbedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TestbedException(String message) {
        super(message);
    }

    TestbedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
