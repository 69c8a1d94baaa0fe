package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.rbac.Authorizer;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.DeleteOptions;
import io.fairlead.testkit.internal.store.Deleter;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.WriteOptions;
import io.fairlead.testkit.internal.store.Writer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Creates, replaces, patches, applies and deletes objects and their status. */
final class Writes {
    private final Core core;
    private final Signers signers;

    Writes(Core core) {
        this.core = core;
        this.signers = new Signers(core);
    }

    void create(Call call) throws IOException {
        WriteOptions options = call.options("CreateOptions", false);
        Writer.Result result = core.writer().create(call.kind(), call.target().namespace(), call.body(), options);
        call.named(Json.text(Json.child(result.object(), "metadata"), "name"));
        call.answer(201, result.object());
    }

    void replace(Call call) throws IOException {
        Target t = call.target();
        WriteOptions options = call.options("UpdateOptions", false);
        signers.mayApprove(call);
        Writer.Result result =
                core.writer().replace(call.kind(), t.namespace(), t.name(), t.subresource(), call.body(), options);
        call.answer(result.created() ? 201 : 200, result.object());
    }

    void patch(Call call) throws IOException {
        Target t = call.target();
        boolean apply = call.request().contentType().equals("application/apply-patch+yaml");
        Patches.checkType(call);
        WriteOptions options = call.options("PatchOptions", apply);
        signers.mayApprove(call);
        Writer.Result result;
        if (apply) {
            Map<String, Object> applied = Yaml.object(call.request().text(), "patch");
            mayCreate(call);
            result = core.writer().apply(call.kind(), t.namespace(), t.name(), t.subresource(), applied, options);
        } else {
            Writer.Change change = new Patches(core).change(call, call.kind(), options, t.subresource());
            result = core.writer().update(call.kind(), t.namespace(), t.name(), t.subresource(), change, options);
        }
        call.answer(result.created() ? 201 : 200, result.object());
    }

    /** An apply that would create needs leave to create, too. */
    private void mayCreate(Call call) {
        Target t = call.target();
        Resource r = call.kind().resource();
        boolean there = core.writer().find(call.kind(), t.namespace(), t.name()).isPresent();
        var question = new Authorizer.Question("create", r.group(), r.plural(), t.namespace(), t.name());
        if (!there && t.subresource().isEmpty() && !core.authorizer().allows(call.user(), question)) {
            throw Refusals.forbidden(call.user(), question, r);
        }
    }

    void delete(Call call) throws IOException {
        Target t = call.target();
        DeleteOptions options = deleteOptions(call);
        if (call.kind().resource().kind().equals("Job") && options.propagation() == null) {
            call.warn("child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to"
                    + " remove them or set propagationPolicy=Orphan to suppress this warning");
        }
        Deleter.Result result = core.deleter().delete(call.kind(), t.namespace(), t.name(), options);
        if (result.returned()) {
            call.answer(200, result.object());
            return;
        }
        Map<String, Object> details = ApiError.details(call.kind().resource(), t.name(), List.of());
        details.put("uid", Json.text(Json.child(result.object(), "metadata"), "uid"));
        call.success(200, details);
    }

    void deleteCollection(Call call) throws IOException {
        DeleteOptions options = deleteOptions(call);
        Predicate<Map<String, Object>> selector = Reads.selector(call.request(), call.kind());
        Resource r = call.kind().resource();
        List<Object> deleted = new ArrayList<>();
        for (Stored stored :
                core.store().list(r.storageKey(), call.target().namespace()).items()) {
            if (selector.test(stored.object())) {
                try {
                    deleted.add(core.deleter()
                            .delete(call.kind(), stored.namespace(), stored.name(), options)
                            .object());
                } catch (ApiError e) {
                    if (e.code() != 404) {
                        throw e;
                    }
                }
            }
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("kind", r.kind() + "List");
        list.put("apiVersion", r.apiVersion());
        list.put(
                "metadata",
                new LinkedHashMap<>(
                        Map.of("resourceVersion", Long.toString(core.store().revision()))));
        list.put("items", deleted);
        call.exchange().send(200, "application/json", Json.bytes(list));
    }

    /** What is in the body; the query is looked at only without one. */
    static DeleteOptions deleteOptions(Call call) {
        Request request = call.request();
        return request.body().length == 0
                ? deleteOptions(request, new LinkedHashMap<>())
                : deleteOptions(request.withoutQuery(), call.body());
    }

    static DeleteOptions deleteOptions(Request request, Map<String, Object> body) {
        Map<String, Object> preconditions = Json.child(body, "preconditions");
        Object grace = body.get("gracePeriodSeconds");
        String graceText = request.parameter("gracePeriodSeconds");
        String propagation = Json.text(body, "propagationPolicy");
        if (propagation.isEmpty()) {
            propagation = request.parameter("propagationPolicy");
        }
        Object orphan = body.get("orphanDependents");
        if (propagation.isEmpty() && orphan != null) {
            propagation = Boolean.TRUE.equals(orphan) ? "Orphan" : "Background";
        }
        boolean dryRun = Json.items(body, "dryRun").contains("All")
                || request.query().getOrDefault("dryRun", List.of()).contains("All");
        return new DeleteOptions(
                grace instanceof Number number
                        ? (Long) number.longValue()
                        : graceText.isEmpty() ? null : Long.valueOf(graceText),
                DeleteOptions.Propagation.of(propagation).orElse(null),
                preconditions.get("uid") instanceof String uid ? uid : null,
                preconditions.get("resourceVersion") instanceof String version ? version : null,
                dryRun);
    }
}
