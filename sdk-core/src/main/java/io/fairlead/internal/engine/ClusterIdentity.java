package io.fairlead.internal.engine;

import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;

/**
 * Which cluster it is.
 *
 * @param server the API server's address, which may differ from one place to another
 * @param uid the uid of the namespace that every cluster has and none loses, {@code kube-system}; empty for who may not read it
 */
record ClusterIdentity(String server, String uid) {

    static ClusterIdentity of(KubeApi api) {
        Reply reply = api.send(Request.get("/api/v1/namespaces/kube-system"));
        String uid = reply.ok() ? Trees.text(reply.body(), "metadata", "uid").orElse("") : "";
        return new ClusterIdentity(api.server(), uid);
    }

    /** Whether both are one cluster: by uid, or by address where a uid is not known. */
    boolean isSame(ClusterIdentity other) {
        return uid.isEmpty() || other.uid.isEmpty() ? server.equals(other.server) : uid.equals(other.uid);
    }

    @Override
    public String toString() {
        return server + (uid.isEmpty() ? "" : " (kube-system has uid " + uid + ")");
    }
}
