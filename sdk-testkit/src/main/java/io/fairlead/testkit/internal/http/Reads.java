package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Conversion;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Selectors;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.table.TableForm;
import io.fairlead.testkit.internal.table.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Gets and lists. */
final class Reads {
    private final Core core;

    Reads(Core core) {
        this.core = core;
    }

    void get(Call call) throws IOException {
        Target target = call.target();
        Map<String, Object> object = core.writer()
                .find(call.kind(), target.namespace(), target.name())
                .orElseThrow(() -> ApiError.notFound(call.kind().resource(), target.name()));
        call.answer(200, object);
    }

    /** The objects that the selectors of a request choose. */
    static Predicate<Map<String, Object>> selector(Request request, Kind kind) {
        Predicate<Map<String, Object>> chosen = object -> true;
        if (!request.parameter("labelSelector").isEmpty()) {
            chosen = chosen.and(Selectors.labels(request.parameter("labelSelector")));
        }
        if (!request.parameter("fieldSelector").isEmpty()) {
            chosen = chosen.and(Selectors.fields(kind, request.parameter("fieldSelector")));
        }
        return chosen;
    }

    /** An object as JSON in the version of a kind. */
    static byte[] print(Stored stored, Kind kind, Forms form) {
        String version = kind.resource().apiVersion();
        if (form == Forms.WHOLE && version.equals(stored.object().get("apiVersion"))) {
            return stored.json();
        }
        Map<String, Object> converted = Conversion.convert(stored.object(), version);
        return Json.bytes(form == Forms.METADATA ? TableForm.partial(converted) : converted);
    }

    private static byte[] table(Call call, Map<String, Object> metadata, List<Stored> page) {
        String version = call.kind().resource().apiVersion();
        List<Map<String, Object>> objects = page.stream()
                .map(stored -> Conversion.convert(stored.object(), version))
                .toList();
        return Json.bytes(Tables.table(call.kind(), objects, metadata, call.now(), Forms.rows(call.request(), true)));
    }

    void list(Call call) throws IOException {
        Request request = call.request();
        Kind kind = call.kind();
        Store.Snapshot snapshot =
                core.store().list(kind.resource().storageKey(), call.target().namespace());
        checkVersion(request, snapshot.revision());
        boolean selecting = !request.parameter("labelSelector").isEmpty()
                || !request.parameter("fieldSelector").isEmpty();
        Predicate<Map<String, Object>> selector = selector(request, kind);
        // Version 0 means "as cached", which knows no pages.
        boolean cached = request.parameter("resourceVersion").equals("0");
        long limit = cached || request.parameter("limit").isEmpty() ? 0 : number(request.parameter("limit"), "limit");
        String after = start(request);
        long revision = after.isEmpty() ? snapshot.revision() : revisionOf(request.parameter("continue"));
        List<Stored> page = new ArrayList<>();
        String last = "";
        boolean more = false;
        long remaining = 0;
        for (Stored stored : snapshot.items()) {
            String key = stored.namespace() + "/" + stored.name();
            if (!after.isEmpty() && key.compareTo(after) <= 0 || selecting && !selector.test(stored.object())) {
                continue;
            }
            if (limit > 0 && page.size() == limit) {
                more = true;
                remaining++;
                continue;
            }
            page.add(stored);
            last = key;
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resourceVersion", Long.toString(revision));
        if (more) {
            metadata.put("continue", token(revision, last));
            if (!selecting) {
                metadata.put("remainingItemCount", remaining);
            }
        }
        byte[] body =
                call.form() == Forms.TABLE ? table(call, metadata, page) : body(kind, call.form(), metadata, page);
        call.exchange().send(200, "application/json", body);
    }

    private static long number(String text, String parameter) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiError.badRequest(
                    parameter.equals("resourceVersion")
                            ? "invalid resource version: resourceVersion: Invalid value: " + Json.print(text)
                                    + ": strconv.ParseUint: parsing " + Json.print(text) + ": invalid syntax"
                            : "strconv.ParseInt: parsing " + Json.print(text) + ": invalid syntax");
        }
    }

    private void checkVersion(Request request, long now) {
        String version = request.parameter("resourceVersion");
        if (version.isEmpty()
                || version.equals("0")
                || !request.parameter("continue").isEmpty()) {
            return;
        }
        long wanted = number(version, "resourceVersion");
        if (wanted > now) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put(
                    "causes",
                    List.of(Map.of("reason", "ResourceVersionTooLarge", "message", "Too large resource version")));
            details.put("retryAfterSeconds", 1);
            throw new ApiError(504, "Timeout", "Too large resource version: " + wanted + ", current: " + now, details);
        }
        if (request.parameter("resourceVersionMatch").equals("Exact") && wanted < now) {
            throw new ApiError(410, "Expired", "The provided resource version is too old: " + wanted, null);
        }
    }

    private static String start(Request request) {
        String token = request.parameter("continue");
        if (token.isEmpty()) {
            return "";
        }
        String decoded = decode(token);
        return decoded.substring(decoded.indexOf(' ') + 1);
    }

    private long revisionOf(String token) {
        return Long.parseLong(decode(token).split(" ", 2)[0]);
    }

    private static String decode(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.matches("\\d+ .*")) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("invalid continue token: continue key is not valid: " + e.getMessage());
        }
        throw ApiError.badRequest("invalid continue token: continue key is not valid");
    }

    private static String token(long revision, String last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((revision + " " + last).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body(Kind kind, Forms form, Map<String, Object> metadata, List<Stored> page) {
        boolean whole = form == Forms.WHOLE;
        String listKind = whole ? kind.resource().kind() + "List" : "PartialObjectMetadataList";
        String version = whole ? kind.resource().apiVersion() : "meta.k8s.io/v1";
        var body = new ByteArrayOutputStream(page.size() * 1024 + 256);
        body.writeBytes(("{\"kind\":\"" + listKind + "\",\"apiVersion\":\"" + version + "\",\"metadata\":"
                        + Json.print(metadata) + ",\"items\":[")
                .getBytes(StandardCharsets.UTF_8));
        byte[] typeMeta = ("{\"kind\":\"" + kind.resource().kind() + "\",\"apiVersion\":\""
                        + kind.resource().apiVersion() + "\",")
                .getBytes(StandardCharsets.UTF_8);
        boolean first = true;
        for (Stored stored : page) {
            if (!first) {
                body.write(',');
            }
            first = false;
            byte[] json = print(stored, kind, form);
            // Lists of Kubernetes' own kinds do not repeat the kind in each item.
            if (!kind.custom() && whole && startsWith(json, typeMeta)) {
                body.write('{');
                body.write(json, typeMeta.length, json.length - typeMeta.length);
            } else {
                body.writeBytes(json);
            }
        }
        body.writeBytes("]}\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private static boolean startsWith(byte[] text, byte[] prefix) {
        if (text.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (text[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
