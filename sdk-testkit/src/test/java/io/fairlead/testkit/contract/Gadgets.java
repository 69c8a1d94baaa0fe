package io.fairlead.testkit.contract;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/** A custom resource of a test's own: each room has another group, as definitions belong to the whole cluster. */
final class Gadgets {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Gadgets() {}

    private static String group(Room room) {
        return room.unique("gadgets") + ".example.com";
    }

    static String definitionName(Room room) {
        return "gadgets." + group(room);
    }

    @SuppressWarnings("unchecked") // YAML objects have text keys
    private static Map<String, Object> tree(String yaml) {
        return YAML.unmarshal(yaml, Map.class);
    }

    static Map<String, Object> definition(Room room) {
        return tree("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: gadgets.%1$s
                spec:
                  group: %1$s
                  scope: Namespaced
                  names: {plural: gadgets, singular: gadget, kind: Gadget, listKind: GadgetList}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec:
                            type: object
                            properties:
                              size: {type: integer}
                """.formatted(group(room)));
    }

    static Map<String, Object> gadget(Room room, int size) {
        return tree("""
                apiVersion: %s/v1
                kind: Gadget
                metadata: {name: one, namespace: %s}
                spec: {size: %d}
                """.formatted(group(room), room.namespace(), size));
    }
}
