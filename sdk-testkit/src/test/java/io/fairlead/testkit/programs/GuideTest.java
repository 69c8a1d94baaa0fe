package io.fairlead.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide quotes the programs as they are compiled. */
class GuideTest {

    private static final Path ROOT = Path.of(System.getProperty("fairlead.root", ".."));
    private static final Path PROGRAMS = ROOT.resolve("sdk-testkit/src/test/java/io/fairlead/testkit/programs");
    private static final Pattern PROGRAM =
            Pattern.compile(" *// snippet:(\\S+)\\n(.*?) *// end:\\1\\n", Pattern.DOTALL);
    private static final Pattern QUOTED =
            Pattern.compile("<!-- snippet:(\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void operations_of_your_own_quotes_what_is_compiled() throws IOException {
        Map<String, String> compiled = new TreeMap<>();
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            for (Path file : files.toList()) {
                found(PROGRAM, Files.readString(file))
                        .forEach((name, code) ->
                                compiled.put(name, code.stripTrailing().stripIndent() + "\n"));
            }
        }

        Map<String, String> quoted = found(QUOTED, Files.readString(ROOT.resolve("docs/guide/operations.md")));

        assertThat(quoted).isNotEmpty().isEqualTo(compiled);
    }

    private static Map<String, String> found(Pattern pattern, String text) {
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
        }
        return found;
    }
}
