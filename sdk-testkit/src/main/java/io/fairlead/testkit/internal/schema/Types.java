package io.fairlead.testkit.internal.schema;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types and resources of Kubernetes itself, read from the generated facts once a JVM. */
public final class Types {
    /** Any tree whose maps are owned key by key. */
    public static final Type DEDUCED = Type.plain(Type.Kind.DEDUCED);

    private static final Type ANY = Type.plain(Type.Kind.ANY);
    private static final Map<String, Type> PLAIN = Map.ofEntries(
            Map.entry("str", Type.plain(Type.Kind.STRING)),
            Map.entry("bool", Type.plain(Type.Kind.BOOL)),
            Map.entry("i32", Type.plain(Type.Kind.INT32)),
            Map.entry("i64", Type.plain(Type.Kind.INT64)),
            Map.entry("f64", Type.plain(Type.Kind.FLOAT)),
            Map.entry("bytes", Type.plain(Type.Kind.BYTES)),
            Map.entry("quantity", Type.plain(Type.Kind.QUANTITY)),
            Map.entry("time", Type.plain(Type.Kind.TIME)),
            Map.entry("microtime", Type.plain(Type.Kind.MICRO_TIME)),
            Map.entry("intstr", Type.plain(Type.Kind.INT_OR_STRING)),
            Map.entry("any", ANY));

    private static final Types KUBERNETES = read();

    private final Map<String, Type> structs = new HashMap<>();
    private final List<Builtin> builtins = new ArrayList<>();

    private Types() {}

    /**
     * A resource of Kubernetes itself.
     *
     * @param resource the served resource
     * @param type the type of its objects
     * @param singular its name in the singular
     * @param categories the groups of kinds it belongs to, such as {@code all}
     */
    public record Builtin(Resource resource, Type type, String singular, List<String> categories) {}

    /** The facts about the release that is served. */
    public static Types kubernetes() {
        return KUBERNETES;
    }

    /** The resources of the release, in the order of its discovery document. */
    public List<Builtin> builtins() {
        return builtins;
    }

    /** A struct by its short name, such as {@code meta.v1.ObjectMeta}. */
    public Type struct(String name) {
        Type found = structs.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no type " + name);
        }
        return found;
    }

    /** The plain type of a word of the facts, such as {@code str}. */
    static Type plain(String word) {
        Type found = PLAIN.get(word);
        if (found == null) {
            throw new IllegalArgumentException("no plain type " + word);
        }
        return found;
    }

    private static Types read() {
        var types = new Types();
        List<String> lines = new ArrayList<>();
        try (InputStream in = Types.class.getResourceAsStream("kubernetes.schema")) {
            if (in == null) {
                throw new IllegalStateException("kubernetes.schema is missing from the class path");
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String line : lines) {
            if (line.startsWith("type ")) {
                String[] words = line.split(" ");
                types.structs.put(words[1], Type.struct(words[1], words.length > 2));
            }
        }
        Type current = null;
        for (String line : lines) {
            if (line.startsWith("type ")) {
                current = types.struct(line.split(" ")[1]);
            } else if (line.startsWith(" ") && current != null) {
                current.add(types.field(line.substring(1)));
            } else if (line.startsWith("resource ")) {
                types.builtins.add(types.builtin(line.split(" ")));
            }
        }
        return types;
    }

    private Field field(String line) {
        int defaultAt = line.indexOf(" default=");
        @Nullable Object byDefault = null;
        String head = line;
        if (defaultAt >= 0) {
            byDefault = Json.parse(line.substring(defaultAt + " default=".length()));
            head = line.substring(0, defaultAt);
        }
        String[] words = head.split(" ");
        boolean atomic = false;
        boolean set = false;
        List<String> keys = List.of();
        String strategy = "";
        String mergeKey = "";
        for (int i = 3; i < words.length; i++) {
            String word = words[i];
            if (word.equals("atomic")) {
                atomic = true;
            } else if (word.equals("set")) {
                set = true;
            } else if (word.startsWith("keys=")) {
                keys = List.of(word.substring(5).split(","));
            } else if (word.startsWith("patch=")) {
                strategy = word.substring(6);
            } else if (word.startsWith("mergekey=")) {
                mergeKey = word.substring(9);
            }
        }
        String flags = words[2];
        return new Field(
                words[0],
                type(words[1], atomic, keys, set),
                flags.contains("p"),
                flags.contains("o") || flags.contains("z"),
                flags.contains("r"),
                byDefault,
                strategy,
                mergeKey);
    }

    private Type type(String word, boolean atomic, List<String> keys, boolean set) {
        if (word.startsWith("[]")) {
            return Type.listOf(type(word.substring(2), false, List.of(), false), keys, set);
        }
        if (word.startsWith("{}")) {
            return Type.mapOf(type(word.substring(2), false, List.of(), false), atomic);
        }
        Type plain = PLAIN.get(word);
        return plain != null ? plain : struct(word);
    }

    private Builtin builtin(String[] words) {
        Map<String, String> named = new HashMap<>();
        for (int i = 7; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            named.put(pair[0], pair[1]);
        }
        var resource = new Resource(
                words[1].equals("-") ? "" : words[1],
                words[2],
                words[3],
                words[4],
                words[5].equals("Namespaced"),
                Set.copyOf(list(named.getOrDefault("sub", ""))),
                list(named.getOrDefault("short", "")),
                list(named.getOrDefault("verbs", "")));
        return new Builtin(
                resource, struct(words[6]), named.getOrDefault("singular", ""), list(named.getOrDefault("cat", "")));
    }

    private static List<String> list(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(","));
    }
}
