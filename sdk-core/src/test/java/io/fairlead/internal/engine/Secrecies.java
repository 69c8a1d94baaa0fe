package io.fairlead.internal.engine;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Secret values for tests. */
final class Secrecies {

    private Secrecies() {}

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
