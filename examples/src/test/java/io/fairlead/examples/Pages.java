package io.fairlead.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README, the pages of the guide, and the code that they show. */
final class Pages {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    /** The root of the checkout. */
    static final Path ROOT = Path.of(System.getProperty("fairlead.root", ".."));

    private Pages() {}

    /**
     * A fenced block of a page.
     *
     * @param page the page
     * @param language what follows the fence
     * @param text the block without its fences
     */
    record Block(Path page, String language, String text) {

        @Override
        public String toString() {
            return ROOT.relativize(page) + ": " + text.lines().findFirst().orElse("");
        }
    }

    /** Every page that shows code. */
    static List<Path> all() {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        pages.addAll(files(ROOT.resolve("docs/guide"), ".md"));
        return pages;
    }

    /** The blocks of a page, in order. */
    static List<Block> blocks(Path page) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(read(page));
        while (matcher.find()) {
            blocks.add(new Block(page, matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    /** The sources that are compiled in this build and that a page may quote. */
    static List<Path> sources() {
        return Stream.of("examples/src/main/java", "examples/src/test/java")
                .flatMap(folder -> files(ROOT.resolve(folder), ".java").stream())
                .toList();
    }

    /**
     * Where a block stands in a source: word by word, however it is indented or broken into lines; a line of the block that
     * begins with {@code ...} stands for any number of words.
     */
    static Optional<Path> quotedFrom(Block block) {
        String[] parts = block.text().split("(?m)^\\s*\\.\\.\\..*$");
        return sources().stream()
                .filter(source -> holds(dense(read(source)), parts))
                .findFirst();
    }

    private static boolean holds(String source, String[] parts) {
        int from = 0;
        for (String part : parts) {
            int found = source.indexOf(dense(part), from);
            if (found < 0) {
                return false;
            }
            from = found + dense(part).length();
        }
        return true;
    }

    private static String dense(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
