package io.fairlead.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The guide tells every difference that the parity suite lets pass. */
class KnownTest {
    @Test
    void the_guide_tells_each_known_difference() {
        Path page = Path.of(System.getProperty("fairlead.root", ".."), "docs/guide/sandbox.md");
        assertThat(page).content().contains(Known.reasons());
    }
}
