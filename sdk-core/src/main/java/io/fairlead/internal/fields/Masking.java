package io.fairlead.internal.fields;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets out of everything that is shown: the data of Secrets always, and values known to be secret wherever they
 * show up, plain, in base64 or inside other text. Immutable.
 */
public final class Masking {

    /** What stands in place of a secret in text. */
    public static final String MASK = "(secret)";

    private static final Masking NONE = new Masking(List.of());
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** A shorter word is masked where it is the whole value only: inside other text it would blot out half of it. */
    private static final int SHORTEST_INSIDE = 4;

    private final List<String> words;

    private Masking(List<String> words) {
        this.words = words;
    }

    /** Masks the data of Secrets only. */
    public static Masking ofSecretsOnly() {
        return NONE;
    }

    /** Masks these values too, wherever they show up. */
    public Masking and(Collection<String> secrets) {
        Set<String> all = new LinkedHashSet<>(words);
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                all.add(secret);
                all.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
                all.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            }
        }
        List<String> longestFirst = new ArrayList<>(all);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        return new Masking(List.copyOf(longestFirst));
    }

    /** Masks the data of this object too where it is a Secret, plain and in base64. */
    public Masking andDataOf(Map<String, Object> object) {
        if (!"Secret".equals(object.get("kind"))) {
            return this;
        }
        List<String> values = new ArrayList<>();
        if (object.get("stringData") instanceof Map<?, ?> map) {
            map.values().forEach(value -> values.add(String.valueOf(value)));
        }
        if (object.get("data") instanceof Map<?, ?> map) {
            for (Object value : map.values()) {
                values.add(String.valueOf(value));
                try {
                    values.add(new String(Base64.getDecoder().decode(String.valueOf(value)), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    // Not base64: the server will refuse it; its text is masked all the same.
                }
            }
        }
        return and(values);
    }

    /** Whether no value is known to be secret. */
    public boolean isEmpty() {
        return words.isEmpty();
    }

    /** The secrets that show up in a JSON text: short ones as whole values, longer ones anywhere. */
    public List<String> wordsIn(String json) {
        return words.stream()
                .filter(word -> json.contains(word.length() >= SHORTEST_INSIDE ? word : "\"" + word + "\""))
                .toList();
    }

    /** A text with every secret in it replaced. */
    public String text(String text) {
        String masked = text;
        for (String word : words) {
            if (masked.equals(word)) {
                return MASK;
            }
            if (word.length() >= SHORTEST_INSIDE && masked.contains(word)) {
                masked = masked.replace(word, MASK);
            }
        }
        return masked;
    }

    /** What may be shown of a field's value. */
    public FieldValue value(Kind kind, FieldPath path, FieldValue value) {
        if (!(value instanceof FieldValue.Json json)) {
            return value;
        }
        if (isSecretPlace(kind, path)) {
            return new FieldValue.Masked();
        }
        if (json.value() instanceof String text) {
            String masked = text(text);
            return masked.equals(MASK) ? new FieldValue.Masked() : FieldValue.of(masked);
        }
        return FieldValue.of(tree(json.value()));
    }

    /** A copy of an object in which secrets are replaced by {@value #MASK}. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> object(Map<String, Object> object) {
        Map<String, Object> masked = (Map<String, Object>) java.util.Objects.requireNonNull(tree(object));
        if ("Secret".equals(object.get("kind"))) {
            for (String field : List.of("data", "stringData")) {
                if (masked.get(field) instanceof Map<?, ?> map) {
                    ((Map<String, Object>) map).replaceAll((key, value) -> MASK);
                }
            }
            if (masked.get("metadata") instanceof Map<?, ?> metadata
                    && metadata.get("annotations") instanceof Map<?, ?> annotations) {
                ((Map<String, Object>) annotations).computeIfPresent(LAST_APPLIED, (key, value) -> MASK);
            }
        }
        return masked;
    }

    private @Nullable Object tree(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, tree(value)));
            return copy;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(tree(item)));
            return copy;
        }
        return tree instanceof String text ? text(text) : tree;
    }

    private static boolean isSecretPlace(Kind kind, FieldPath path) {
        return kind.group().isEmpty()
                && kind.name().equals("Secret")
                && (path.startsWith("data")
                        || path.startsWith("stringData")
                        || path.equals(FieldPath.of("metadata", "annotations", LAST_APPLIED)));
    }
}
