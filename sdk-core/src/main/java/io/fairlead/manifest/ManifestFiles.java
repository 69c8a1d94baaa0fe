package io.fairlead.manifest;

import io.fairlead.failure.InvalidManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Finds and decodes the texts of manifests. */
final class ManifestFiles {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private ManifestFiles() {}

    /** Hands over name and text of a file, or of every manifest below a folder, in the order of their paths. */
    static void read(Path path, BiConsumer<String, String> reader) {
        if (!Files.exists(path)) {
            throw new InvalidManifest(
                    path.toString(), 0, 0, "there is no such file or folder", "Check the path.", null);
        }
        List<Path> files = Files.isDirectory(path) ? below(path) : List.of(path);
        if (files.isEmpty()) {
            throw new InvalidManifest(
                    path.toString(),
                    0,
                    0,
                    "the folder holds no manifests",
                    "Expected files that end with .yaml, .yml or .json.",
                    null);
        }
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                reader.accept(file.toString(), text(in, file.toString()));
            } catch (IOException e) {
                throw unreadable(file.toString(), e);
            }
        }
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> isManifest(folder.relativize(path)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder.toString(), e);
        }
    }

    private static boolean isManifest(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = path.toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** The text of a stream, which is UTF-8. */
    static String text(InputStream in, String name) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InvalidManifest(name, 0, 0, "it is no UTF-8 text", "Save the file as UTF-8.", e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** The text of a resource of the class path. */
    static String classPath(String name) {
        String path = name.startsWith("/") ? name.substring(1) : name;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ClassLoader own = ManifestFiles.class.getClassLoader();
        InputStream in = loader == null ? null : loader.getResourceAsStream(path);
        if (in == null && own != null) {
            in = own.getResourceAsStream(path);
        }
        if (in == null) {
            throw new InvalidManifest(
                    name, 0, 0, "there is no such resource on the class path", "Check its name.", null);
        }
        try (InputStream resource = in) {
            return text(resource, name);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static InvalidManifest unreadable(String name, IOException e) {
        return new InvalidManifest(name, 0, 0, "it cannot be read: " + e.getMessage(), "Check the file.", e);
    }
}
