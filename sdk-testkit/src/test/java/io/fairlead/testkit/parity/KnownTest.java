package io.fairlead.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide tells every difference that the parity suite lets pass. */
class KnownTest {
    private static final Path PAGE = Path.of(System.getProperty("fairlead.root", ".."), "docs/guide/sandbox.md");

    @Test
    void the_guide_tells_each_known_difference() {
        assertThat(PAGE).content().contains(Known.reasons());
    }

    @Test
    void the_guide_tells_how_much_is_compared() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(ApplyCases.all("x"));
        cases.addAll(ErrorCases.all("x"));
        cases.addAll(KindCases.all("x"));
        cases.addAll(ActCases.all("x"));
        cases.addAll(RandomCases.all("x", 20261124L, 150));
        int requests = cases.stream().mapToInt(each -> each.steps().size()).sum();
        assertThat(PAGE).content().contains("%,d requests in %d cases".formatted(requests, cases.size()));
    }
}
