package io.fairlead.internal.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between text, trees and fabric8's models; no JSON library's type leaves it. */
public final class Json {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private Json() {}

    /** A tree from JSON text; empty lists, empty maps, nulls and the order of fields stay. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> parse(String json) {
        return (Map<String, Object>) SERIALIZATION.unmarshal(json, Map.class);
    }

    /** A tree from the bytes of JSON text; no copy is made of them. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> parse(byte[] json) {
        return (Map<String, Object>) SERIALIZATION.unmarshal(new ByteArrayInputStream(json), Map.class);
    }

    /** JSON text, on one line, fields in the tree's order. */
    public static String print(@Nullable Object tree) {
        return SERIALIZATION.asJson(tree);
    }

    /** A model as a tree; what models cannot say (empty lists) is not in it. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> tree(HasMetadata model) {
        return SERIALIZATION.convertValue(model, Map.class);
    }

    /** A tree as a model of this class. */
    public static <T> T model(Map<String, Object> tree, Class<T> type) {
        return SERIALIZATION.convertValue(tree, type);
    }
}
