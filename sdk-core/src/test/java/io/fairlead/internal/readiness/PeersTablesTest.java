package io.fairlead.internal.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Neighbours;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.Ref;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where we answer otherwise than two peers, it is on purpose: exactly the documented list, with a reason each. */
class PeersTablesTest {

    @Test
    void differs_from_the_peers_exactly_where_it_is_documented() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        int cases = 0;
        for (String table : List.of("kstatus.jsonl", "kapp.jsonl")) {
            Path file = oracles().resolve(table);
            assumeTrue(
                    Files.exists(file),
                    "the peers' tables are not beside this checkout, so nothing is compared with them");
            for (String line : Files.readAllLines(file)) {
                Map<String, Object> row = Json.parse(line);
                String expected = Trees.text(row, "expected", "verdict").orElseThrow();
                Readiness said = judged(row);
                cases++;
                if (!verdict(said).equals(expected)) {
                    differences.put(
                            (String) row.get("id"),
                            expected + " " + said.state().name());
                }
            }
        }

        assertThat(cases).isEqualTo(90);
        assertThat(differences).isEqualTo(documented());
    }

    @Test
    void adds_nothing_to_objects_that_already_tell_their_state() throws IOException {
        Path file = oracles().resolve("kstatus-augment.jsonl");
        assumeTrue(
                Files.exists(file), "the peers' tables are not beside this checkout, so nothing is compared with them");
        for (String line : Files.readAllLines(file)) {
            Map<String, Object> row = Json.parse(line);
            assertThat(judged(row).state()).as("%s", row.get("id")).isNotEqualTo(Readiness.State.READY);
        }
    }

    private static Path oracles() {
        return Path.of(System.getProperty("fairlead.root", "."), "..", "shared", "oracles", "readiness");
    }

    private static Readiness judged(Map<String, Object> row) {
        List<Map<String, Object>> objects = Trees.maps(row, "objects");
        Map<String, Object> object = objects.isEmpty() ? Trees.map(row, "object") : objects.get(0);
        Neighbours others =
                ref -> objects.stream().filter(each -> isNamed(each, ref)).findFirst();
        return ReadinessRules.of().judge(object, others);
    }

    private static boolean isNamed(Map<String, Object> object, Ref ref) {
        return Objects.equals(Trees.text(object, "kind"), Optional.of(ref.kind().name()))
                && Objects.equals(Trees.text(object, "metadata", "name"), Optional.of(ref.name()));
    }

    private static String verdict(Readiness readiness) {
        return readiness.state().name();
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PeersTablesTest.class.getResourceAsStream("differences.tsv")),
                StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] cells = line.split("\t");
                        assertThat(cells).as(line).hasSize(4);
                        documented.put(cells[0], cells[1] + " " + cells[2]);
                    });
        }
        return documented;
    }
}
