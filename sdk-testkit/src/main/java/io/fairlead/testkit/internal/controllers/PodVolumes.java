package io.fairlead.testkit.internal.controllers;

import java.util.Map;
import java.util.Optional;

/** What a pod refers to and cannot do without: ConfigMaps and Secrets, as volumes and in the environment. */
final class PodVolumes {
    private final Api api;

    PodVolumes(Api api) {
        this.api = api;
    }

    /** Why a volume cannot be mounted, as the kubelet says it. */
    Optional<String> missing(Map<String, Object> pod) {
        for (var volume : Trees.maps(pod, "spec", "volumes")) {
            var missing = missingSource(pod, volume)
                    .or(() -> Trees.maps(volume, "projected", "sources").stream()
                            .flatMap(source -> missingSource(pod, source).stream())
                            .findFirst());
            if (missing.isPresent()) {
                return missing.map(
                        what -> "MountVolume.SetUp failed for volume \"" + Trees.text(volume, "name") + "\" : " + what);
            }
        }
        return Optional.empty();
    }

    private Optional<String> missingSource(Map<String, Object> pod, Map<String, Object> source) {
        // The account's token, with kube-root-ca.crt, is mounted as if the root CA publisher had always been there.
        var map = Trees.map(source, "configMap");
        if (!map.isEmpty() && !"kube-root-ca.crt".equals(map.get("name"))) {
            return absent(pod, Kind.CONFIG_MAP, map, "name");
        }
        var secret = Trees.map(source, "secret");
        return secret.isEmpty()
                ? Optional.empty()
                : absent(pod, Kind.SECRET, secret, secret.containsKey("secretName") ? "secretName" : "name");
    }

    /** What a container's environment lacks, as in the message of {@code CreateContainerConfigError}. */
    Optional<String> missingEnvironment(Map<String, Object> pod, Map<String, Object> container) {
        for (var from : Trees.maps(container, "envFrom")) {
            var missing = absentIfNamed(pod, Kind.CONFIG_MAP, Trees.map(from, "configMapRef"))
                    .or(() -> absentIfNamed(pod, Kind.SECRET, Trees.map(from, "secretRef")));
            if (missing.isPresent()) {
                return missing;
            }
        }
        for (var variable : Trees.maps(container, "env")) {
            var map = Trees.map(variable, "valueFrom", "configMapKeyRef");
            var secret = Trees.map(variable, "valueFrom", "secretKeyRef");
            var missing = absentIfNamed(pod, Kind.CONFIG_MAP, map)
                    .or(() -> absentIfNamed(pod, Kind.SECRET, secret))
                    .or(() -> absentKey(pod, Kind.CONFIG_MAP, map, "ConfigMap"))
                    .or(() -> absentKey(pod, Kind.SECRET, secret, "Secret"));
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    private Optional<String> absentIfNamed(Map<String, Object> pod, Kind kind, Map<String, Object> reference) {
        return reference.isEmpty() ? Optional.empty() : absent(pod, kind, reference, "name");
    }

    private Optional<String> absent(Map<String, Object> pod, Kind kind, Map<String, Object> reference, String field) {
        String name = Trees.text(reference, field);
        if (Trees.isTrue(reference, "optional")
                || api.cache(kind).get(Meta.namespace(pod), name).isPresent()) {
            return Optional.empty();
        }
        return Optional.of((kind == Kind.SECRET ? "secret" : "configmap") + " \"" + name + "\" not found");
    }

    private Optional<String> absentKey(
            Map<String, Object> pod, Kind kind, Map<String, Object> reference, String kindText) {
        String key = Trees.text(reference, "key");
        if (key.isEmpty() || Trees.isTrue(reference, "optional")) {
            return Optional.empty();
        }
        var object = api.cache(kind).get(Meta.namespace(pod), Trees.text(reference, "name"));
        boolean there = object.filter(each -> Trees.map(each, "data").containsKey(key)
                        || Trees.map(each, "binaryData").containsKey(key))
                .isPresent();
        return there
                ? Optional.empty()
                : Optional.of("couldn't find key " + key + " in " + kindText + " " + Meta.namespace(pod) + "/"
                        + Trees.text(reference, "name"));
    }
}
