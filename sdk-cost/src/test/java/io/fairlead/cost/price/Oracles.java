package io.fairlead.cost.price;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Published tables that lie beside the checkout, where they do. */
final class Oracles {

    private Oracles() {}

    static Path folder(String name) {
        Path folder = Path.of(System.getProperty("fairlead.root", ".."), "..", "shared", "oracles", name);
        assumeTrue(Files.isDirectory(folder), "the published tables of " + name + " are not beside this checkout");
        return folder;
    }

    @SuppressWarnings("unchecked") // a table is an object with a list of cases
    static List<Map<String, Object>> cases(Path file) {
        return (List<Map<String, Object>>)
                Serialization.unmarshal(read(file), Map.class).get("cases");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
