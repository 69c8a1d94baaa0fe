package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;

/** What the README and the first page of the guide show pastes into the session that {@code fairlead.jsh} starts. */
class JShellTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private JShell session() {
        JShell shell = JShell.builder()
                .out(new PrintStream(output, true, StandardCharsets.UTF_8))
                .remoteVMOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .build();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            shell.addToClasspath(entry);
        }
        paste(shell, Pages.read(Pages.ROOT.resolve("examples/fairlead.jsh")));
        return shell;
    }

    /** Pastes a text as the tool reads it, line by line until a statement is whole. */
    private static List<SnippetEvent> paste(JShell shell, String text) {
        List<SnippetEvent> events = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        text.lines().forEach(line -> {
            String rest = open.append(line).append('\n').toString();
            open.setLength(0);
            while (!rest.isBlank()) {
                SourceCodeAnalysis.CompletionInfo next =
                        shell.sourceCodeAnalysis().analyzeCompletion(rest);
                if (!next.completeness().isComplete()) {
                    open.append(rest);
                    return;
                }
                events.addAll(evaluate(shell, next.source()));
                rest = next.remaining();
            }
        });
        assertThat(open.toString())
                .as("what is still open at the end of: " + text)
                .isBlank();
        return events;
    }

    /** Each statement has to be accepted, and to end without an exception. */
    private static List<SnippetEvent> evaluate(JShell shell, String source) {
        List<SnippetEvent> events = shell.eval(source);
        for (SnippetEvent event : events) {
            List<String> problems = shell.diagnostics(event.snippet())
                    .map(problem -> problem.getMessage(Locale.ROOT))
                    .toList();
            assertThat(event.status()).as(source + "\n" + problems).isEqualTo(Snippet.Status.VALID);
            assertThat(event.exception()).as(source).isNull();
        }
        return events;
    }

    /** Tests, classes, and programs that want a cluster of the user's are not for a session. */
    private static boolean pastes(Pages.Block block) {
        return (block.language().equals("java") || block.language().equals("jshell"))
                && !block.text().startsWith("@")
                && !block.text().contains("Cluster.connect(");
    }

    @Test
    void the_readme_pastes() {
        try (JShell shell = session()) {
            Pages.blocks(Pages.ROOT.resolve("README.md")).stream()
                    .filter(JShellTest::pastes)
                    .forEach(block -> paste(shell, block.text()));

            assertThat(shell.variables().map(variable -> variable.name() + " " + shell.varValue(variable)))
                    .anyMatch(text -> text.startsWith("applied Applied 33 objects, 33 changed"))
                    .anyMatch(text -> text.startsWith("grown Done: 1 object changed"));
        }
    }

    @Test
    void the_first_half_hour_pastes() {
        try (JShell shell = session()) {
            List<String> values = new ArrayList<>();
            Pages.blocks(Pages.ROOT.resolve("docs/guide/start.md")).stream()
                    .filter(JShellTest::pastes)
                    .flatMap(block -> paste(shell, block.text()).stream())
                    .forEach(event -> values.add(String.valueOf(event.value())));

            assertThat(values)
                    .anyMatch(value -> value.startsWith("Plan of apply: 1 to create, 1 wait"))
                    .anyMatch(value -> value.contains("web:1.2-cannot-pull is not found"))
                    .anyMatch(value -> value.contains("team/web owns .spec.replicas."))
                    .anyMatch(value -> value.equals("1 object given back"));
        }
    }

    @Test
    void a_session_imports_single_types_only() {
        assertThat(Pages.read(Pages.ROOT.resolve("examples/fairlead.jsh")).lines())
                .noneMatch(line -> line.startsWith("import ") && line.contains("*"));
    }
}
