package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.WriteOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The subresources that are acts rather than parts of an object. */
final class Subresources {
    private final Core core;
    private final Scales scales;
    private final Evictions evictions;
    private final Tokens tokens;

    Subresources(Core core, Tokens tokens) {
        this.core = core;
        this.scales = new Scales(core);
        this.evictions = new Evictions(core);
        this.tokens = tokens;
    }

    void handle(Call call, String verb) throws IOException {
        String kind = call.kind().resource().kind();
        switch (call.target().subresource()) {
            case "scale" -> scales.handle(call, verb);
            case "eviction" -> evictions.evict(call);
            case "binding" -> bind(call);
            case "token" -> token(call);
            case "finalize" -> finalizeNamespace(call);
            default ->
                throw ApiError.notImplemented(
                        "The sandbox does not serve " + call.target().subresource() + " of " + kind + " objects.");
        }
    }

    private void bind(Call call) throws IOException {
        Target t = call.target();
        Map<String, Object> binding = call.body();
        String node = Json.text(Json.child(binding, "target"), "name");
        Kind kind = call.kind();
        WriteOptions options = call.options("CreateOptions", false);
        core.writer()
                .update(
                        kind,
                        t.namespace(),
                        t.name(),
                        "binding",
                        current -> {
                            String bound = Json.text(Json.child(current, "spec"), "nodeName");
                            if (!bound.isEmpty()) {
                                throw new ApiError(
                                        409,
                                        "Conflict",
                                        "Operation cannot be fulfilled on pods/binding \"" + t.name() + "\": pod "
                                                + t.name() + " is already assigned to node \"" + bound + "\"",
                                        ApiError.details(kind.resource(), t.name(), List.of()));
                            }
                            Map<String, Object> next = Json.copyOf(current);
                            Json.ensure(next, "spec").put("nodeName", node);
                            scheduled(next);
                            core.writer().fieldManager(kind, "binding").update(current, next, options.manager());
                            return next;
                        },
                        options);
        call.success(201, Map.of());
    }

    private void scheduled(Map<String, Object> pod) {
        Map<String, Object> status = Json.ensure(pod, "status");
        List<Object> conditions = new ArrayList<>(Json.items(status, "conditions"));
        conditions.removeIf(c -> c instanceof Map<?, ?> map && "PodScheduled".equals(map.get("type")));
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", "PodScheduled");
        condition.put("status", "True");
        Json.put(condition, "lastProbeTime", null);
        condition.put(
                "lastTransitionTime",
                core.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        conditions.add(condition);
        status.put("conditions", conditions);
    }

    private void token(Call call) throws IOException {
        Target t = call.target();
        if (core.writer().find(call.kind(), t.namespace(), t.name()).isEmpty()) {
            throw ApiError.notFound(call.kind().resource(), t.name());
        }
        Map<String, Object> request = call.body();
        Map<String, Object> spec = Json.ensure(request, "spec");
        long seconds = Json.number(spec, "expirationSeconds", 3600);
        ReviewRules.checkToken(seconds);
        Instant now = core.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        spec.put("expirationSeconds", seconds);
        if (Json.items(spec, "audiences").isEmpty()) {
            spec.put("audiences", List.of("https://kubernetes.default.svc"));
        }
        Json.put(spec, "boundObjectRef", spec.get("boundObjectRef"));
        String subject = "system:serviceaccount:" + t.namespace() + ":" + t.name();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", spec.get("audiences"));
        claims.put("exp", now.getEpochSecond() + seconds);
        claims.put("iat", now.getEpochSecond());
        claims.put("iss", "https://kubernetes.default.svc");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("sub", subject);
        String token = part("{\"alg\":\"none\"}") + "." + part(Json.print(claims)) + "."
                + part(UUID.randomUUID().toString());
        tokens.serviceAccount(token, t.namespace(), t.name(), now.plusSeconds(seconds));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("token", token);
        status.put("expirationTimestamp", now.plusSeconds(seconds).toString());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", "TokenRequest");
        answer.put("apiVersion", "authentication.k8s.io/v1");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", t.name());
        metadata.put("namespace", t.namespace());
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", now.toString());
        answer.put("metadata", metadata);
        answer.put("spec", spec);
        answer.put("status", status);
        call.answer(201, answer);
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void finalizeNamespace(Call call) throws IOException {
        Map<String, Object> body = call.body();
        WriteOptions options = call.options("UpdateOptions", false);
        List<Object> finalizers = Json.items(Json.child(body, "spec"), "finalizers");
        call.answer(
                200,
                core.writer()
                        .update(
                                call.kind(),
                                "",
                                call.target().name(),
                                "finalize",
                                current -> {
                                    Map<String, Object> next = Json.copyOf(current);
                                    Json.ensure(next, "spec").put("finalizers", new ArrayList<>(finalizers));
                                    return next;
                                },
                                options)
                        .object());
    }
}
