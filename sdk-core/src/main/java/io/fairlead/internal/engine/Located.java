package io.fairlead.internal.engine;

import io.fairlead.internal.kube.ResourceType;
import io.fairlead.resource.Ref;

/**
 * An object's reference with the resource that serves it.
 *
 * @param type the resource
 * @param ref the object
 */
record Located(ResourceType type, Ref ref) {

    /** Its path, or the path of one of its subresources. */
    String path(String subresource) {
        return type.path(ref.namespace(), ref.name(), subresource);
    }
}
