package io.fairlead.testkit.contract;

/**
 * One request as the API server saw it.
 *
 * @param user who sent it
 * @param verb Kubernetes' verb, such as {@code patch}
 * @param resource the resource with its subresource, such as {@code deployments/scale}; the path for what is none
 * @param object what tells the object: a name or a path
 * @param writes whether it can have changed something: no read, no review, and no dry run as far as the server tells
 * @param status the HTTP status of the answer
 */
public record SeenRequest(String user, String verb, String resource, String object, boolean writes, int status) {

    @Override
    public String toString() {
        return verb + " " + resource + " " + object + " -> " + status;
    }
}
