package io.fairlead.internal.kube;

import io.fairlead.resource.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Objects by their metadata alone, as the API server gives them on request. */
final class Metadata {

    /** Asks for a list of metadata; a server that cannot do it answers in full. */
    static final String LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    /** Asks for one object's metadata; a server that cannot do it answers in full. */
    static final String OBJECT = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    private Metadata() {}

    /** The object under its own apiVersion and kind, which items of lists lack and metadata alone hides. */
    static Map<String, Object> named(Map<String, Object> object, Kind kind) {
        if (kind.name().equals(object.get("kind")) && kind.apiVersion().equals(object.get("apiVersion"))) {
            return object;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("apiVersion", kind.apiVersion());
        named.put("kind", kind.name());
        object.forEach((field, value) -> {
            if (!field.equals("apiVersion") && !field.equals("kind")) {
                named.put(field, value);
            }
        });
        return named;
    }
}
