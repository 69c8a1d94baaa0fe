package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.controllers.UsageSource;
import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Unplayed;
import io.fairlead.testkit.internal.openapi.OpenApi;
import io.fairlead.testkit.internal.rbac.Authorizer;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.store.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API server: who asks, what for, may they, and the answer. */
public final class Api implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private final Core core;
    private final Tokens tokens;
    private final Recorder recorder;
    private final FaultPlan faults;
    private final Unplayed unplayed;
    private final Discovery discovery;
    private final OpenApi openApi;
    private final Usage usage;
    private final Reads reads;
    private final Watches watches;
    private final Writes writes;
    private final Subresources subresources;
    private final Reviews reviews;
    private final Listener listener;

    /** Opens the port. */
    public Api(Core core, Recorder recorder, FaultPlan faults, Unplayed unplayed, @Nullable UsageSource usage)
            throws IOException {
        this.core = core;
        this.recorder = recorder;
        this.faults = faults;
        this.unplayed = unplayed;
        this.tokens = new Tokens(core.clock());
        this.discovery = new Discovery(core.catalog());
        this.openApi = new OpenApi(core.catalog());
        this.usage = new Usage(core, usage);
        if (usage != null) {
            core.catalog().serveMetrics();
        }
        this.reads = new Reads(core);
        this.watches = new Watches(core);
        this.writes = new Writes(core);
        this.subresources = new Subresources(core, tokens);
        this.reviews = new Reviews(core, tokens);
        this.listener = new Listener(this::handle);
    }

    /** Where the server listens. */
    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    /** A new token for a user. */
    public String token(User user) {
        return tokens.issue(user);
    }

    private void handle(Exchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (ApiError e) {
            refuse(exchange, e);
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("method", exchange.request().method())
                    .addKeyValue("path", exchange.request().path())
                    .log("request failed");
            refuse(exchange, new ApiError(500, "InternalError", "Internal error occurred: " + e, null));
        }
    }

    private static void refuse(Exchange exchange, ApiError error) throws IOException {
        if (exchange.answered()) {
            exchange.reset();
            return;
        }
        String retryAfter = error.retryAfter();
        if (retryAfter != null) {
            exchange.header("Retry-After", retryAfter);
        }
        exchange.send(error.code(), "application/json", Json.bytes(error.status()));
    }

    private void answer(Exchange exchange) throws IOException {
        Request request = exchange.request();
        Optional<User> known = exchange.holder().or(() -> tokens.user(request));
        if (known.isEmpty()) {
            throw new ApiError(401, "Unauthorized", "Unauthorized", null);
        }
        User user = impersonated(request, known.get());
        Optional<Target> target = Target.of(request.path());
        if (target.isPresent()) {
            resource(exchange, target.get(), user);
        } else {
            path(exchange, user);
        }
    }

    private User impersonated(Request request, User user) {
        String name = request.header("impersonate-user").orElse("");
        if (name.isEmpty()) {
            return user;
        }
        var question = new Authorizer.Question("impersonate", "", "users", "", name);
        if (!core.authorizer().allows(user, question)) {
            throw new ApiError(
                    403,
                    "Forbidden",
                    "users \"" + name + "\" is forbidden: User \"" + user.name()
                            + "\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope",
                    null);
        }
        String groups = request.header("impersonate-group").orElse("");
        return User.authenticated(name, groups.isEmpty() ? List.of() : List.of(groups.split(",")));
    }

    private void path(Exchange exchange, User user) throws IOException {
        Request request = exchange.request();
        Recorder.Entry entry = recorder.begin(
                user, request.method().toLowerCase(java.util.Locale.ROOT), "", "", request.path(), false);
        Optional<Map<String, Object>> discovered = discovery.answer(request).or(() -> openApi.answer(request.path()));
        if (discovered.isPresent()) {
            exchange.send(200, Discovery.contentType(request), Json.bytes(discovered.get()));
        } else {
            switch (request.path()) {
                case "/openapi/v2" -> {
                    ApiError refusal = ApiError.notImplemented(
                            "The sandbox publishes its schema as OpenAPI v3 only, at /openapi/v3.");
                    exchange.send(refusal.code(), "application/json", Json.bytes(refusal.status()));
                }
                case "/version" -> exchange.send(200, "application/json", Json.bytes(Discovery.version()));
                case "/readyz", "/livez", "/healthz" -> exchange.send(200, "text/plain; charset=utf-8", text("ok"));
                default -> exchange.send(404, "text/plain; charset=utf-8", text("404 page not found\n"));
            }
        }
        recorder.end(entry, exchange.status());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void resource(Exchange exchange, Target target, User user) throws IOException {
        Request request = exchange.request();
        String verb = target.verb(request.method(), request.flag("watch"));
        Optional<Kind> found = core.catalog().find(target.group(), target.version(), target.plural());
        if (found.isEmpty()) {
            boolean knownGroup = core.catalog().kinds().stream()
                    .anyMatch(k -> k.resource().group().equals(target.group()));
            if (knownGroup) {
                throw new ApiError(404, "NotFound", "the server could not find the requested resource", Map.of());
            }
            exchange.send(404, "text/plain; charset=utf-8", text("404 page not found\n"));
            return;
        }
        Kind kind = found.get();
        Resource r = kind.resource();
        if (!target.subresource().isEmpty() && !r.has(target.subresource())) {
            throw new ApiError(404, "NotFound", "the server could not find the requested resource", Map.of());
        }
        String named = r.plural() + (target.subresource().isEmpty() ? "" : "/" + target.subresource());
        String object = target.namespace() + "/" + target.name();
        Recorder.Entry entry = recorder.begin(user, verb, r.kind(), named, object, request.isDryRun());
        try {
            var question = new Authorizer.Question(verb, r.group(), named, target.namespace(), target.name());
            if (!core.authorizer().allows(user, question)) {
                throw Refusals.forbidden(user, question, r);
            }
            Optional<FaultPlan.Effect> effect = faults.next(verb, r.kind(), target.name());
            boolean after = effect.isPresent() && effect.get().begin(exchange);
            if (exchange.answered()) {
                return;
            }
            if (after) {
                dispatch(
                        new Call(
                                new Exchange(request, FaultPlan.NOWHERE, FaultPlan.sink()),
                                target,
                                kind,
                                user,
                                core.clock(),
                                entry::named),
                        verb);
                exchange.reset();
                return;
            }
            dispatch(new Call(exchange, target, kind, user, core.clock(), entry::named), verb);
        } catch (ApiError e) {
            recorder.end(entry, e.code());
            throw e;
        } finally {
            recorder.end(entry, exchange.status());
        }
    }

    private void dispatch(Call call, String verb) throws IOException {
        Resource r = call.kind().resource();
        String sub = call.target().subresource();
        if (List.of("authorization.k8s.io", "authentication.k8s.io").contains(r.group())) {
            reviews.create(call);
            return;
        }
        if (r.group().equals("metrics.k8s.io") && r.verbs().contains(verb)) {
            usage.answer(call, verb);
            return;
        }
        unplayed.check(call.kind(), verb);
        if (!List.of("", "status", "approval").contains(sub)) {
            subresources.handle(call, verb);
            return;
        }
        if (!r.verbs().contains(verb)) {
            throw new ApiError(
                    405, "MethodNotAllowed", "the server does not allow this method on the requested resource", null);
        }
        switch (verb) {
            case "get" -> reads.get(call);
            case "list" -> reads.list(call);
            case "watch" -> watches.watch(call);
            case "create" -> writes.create(call);
            case "update" -> writes.replace(call);
            case "patch" -> writes.patch(call);
            case "delete" -> writes.delete(call);
            default -> writes.deleteCollection(call);
        }
    }

    /** Closes the port, every connection, and every watch. */
    @Override
    public void close() {
        listener.close();
        core.store().close();
    }
}
