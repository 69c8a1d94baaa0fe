package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the README and the guide show is compiled: each {@code java} block is quoted from a source of this module. A new page
 * needs nothing but its code in {@code examples/src}.
 */
class PagesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");

    static Stream<Pages.Block> javaBlocks() {
        // The page of operations is quoted from the testkit's programs, and held to them there by GuideTest.
        return Pages.all().stream()
                .filter(page -> !page.endsWith("operations.md"))
                .flatMap(page -> Pages.blocks(page).stream())
                .filter(block -> block.language().equals("java"));
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void a_java_block_is_quoted_from_a_compiled_example(Pages.Block block) {
        assertThat(Pages.quotedFrom(block))
                .as("a source below examples/src that holds these lines:\n" + block.text())
                .isPresent();
    }

    @Test
    void every_link_between_pages_leads_somewhere() {
        List<String> dead = Pages.all().stream()
                .flatMap(page -> {
                    Matcher links = LINK.matcher(Pages.read(page));
                    return links.results()
                            .map(link -> page.resolveSibling(link.group(1)))
                            .filter(target -> !Files.exists(target))
                            .map(target -> page.getFileName() + " -> " + target);
                })
                .toList();

        assertThat(dead).isEmpty();
    }
}
