package io.fairlead.ha.rollout;

import io.fairlead.operation.Amendment;
import io.fairlead.operation.Work;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a Service's backends in an HTTPRoute, whose rules are a list without keys: only the weight is changed and one backend added, by
 * a guarded patch; matches, filters and other backends stay as they are.
 */
final class RouteWeights {

    private static final int WHOLE = 100;

    /**
     * A backend of the stable Service.
     *
     * @param rule the rule's place
     * @param place its place in the rule
     * @param weight its weight as it was; empty where it was not said
     * @param share what it and the canary share
     * @param size how many backends the rule had
     */
    private record Backend(int rule, int place, Optional<Integer> weight, int share, int size) {

        String stable() {
            return "/spec/rules/" + rule + "/backendRefs/" + place + "/weight";
        }

        String canary() {
            return "/spec/rules/" + rule + "/backendRefs/" + size + "/weight";
        }
    }

    private final Ref route;
    private final Tree service;
    private final List<Backend> backends;

    private RouteWeights(Ref route, Tree service, List<Backend> backends) {
        this.route = route;
        this.service = service;
        this.backends = backends;
    }

    /** Reads the route, and finds the one Service of these that it sends to. */
    static RouteWeights of(Work work, Workload workload, String name, PodServices services, String tried) {
        Kind kind = work.kind("HTTPRoute.gateway.networking.k8s.io")
                .orElseThrow(() -> new RolloutRefused(
                        tried,
                        "The cluster does not serve HTTPRoutes of the Gateway API.",
                        "Install its definitions, or share the traffic by the number of pods.",
                        workload.ref()));
        Ref ref = new Ref(kind, workload.ref().namespace(), name);
        Tree route = work.find(ref)
                .orElseThrow(() ->
                        new RolloutRefused(tried, ref + " does not exist.", "Check the route's name.", workload.ref()));
        for (Tree service : services.services()) {
            List<Backend> backends =
                    backends(route, service.text("metadata", "name").orElse(""), workload, tried);
            if (!backends.isEmpty()) {
                return new RouteWeights(ref, service, backends);
            }
        }
        throw new RolloutRefused(
                tried,
                ref + " sends to none of the Services of its pods"
                        + (services.services().isEmpty() ? "." : " (" + services.names() + ")."),
                "Name the route that sends to them.",
                workload.ref());
    }

    private static List<Backend> backends(Tree route, String service, Workload workload, String tried) {
        List<Backend> found = new ArrayList<>();
        List<Tree> rules = route.trees("spec", "rules");
        for (int i = 0; i < rules.size(); i++) {
            List<Tree> refs = rules.get(i).trees("backendRefs");
            for (int j = 0; j < refs.size(); j++) {
                Tree ref = refs.get(j);
                if (!isService(ref, service, workload.ref().namespace())) {
                    continue;
                }
                Optional<Integer> weight = ref.number("weight").map(Number::intValue);
                if (refs.size() > 1 && weight.orElse(1) < WHOLE && weight.orElse(1) > 0) {
                    throw new RolloutRefused(
                            tried,
                            "Rule " + i + " of " + route.ref() + " sends to other backends, too, and "
                                    + weight.orElse(1) + " cannot be shared in percents without changing theirs.",
                            "Give each backend of that rule 100 times its weight.",
                            workload.ref());
                }
                found.add(new Backend(i, j, weight, refs.size() > 1 ? weight.orElse(1) : WHOLE, refs.size()));
            }
        }
        return found;
    }

    private static boolean isService(Tree ref, String service, String namespace) {
        return ref.text("name").filter(service::equals).isPresent()
                && ref.text("kind").orElse("Service").equals("Service")
                && ref.text("group").orElse("").isEmpty()
                && ref.text("namespace").orElse(namespace).equals(namespace);
    }

    /** The Service that the stable pods are reached by. */
    Tree service() {
        return service;
    }

    /** Puts the canary's Service beside the stable one, without any traffic yet. */
    void attach(Work work, String canary) {
        Tree now = read(work);
        work.amend(route, Amendment.of(edit -> {
            for (Backend one : backends) {
                if (one.weight().isEmpty()) {
                    edit.add(one.stable(), 1);
                }
                Map<String, Object> beside =
                        new LinkedHashMap<>(refs(now, one).get(one.place()).toMap());
                beside.put("name", canary);
                beside.put("weight", 0);
                edit.add("/spec/rules/" + one.rule() + "/backendRefs/-", beside);
            }
        }));
    }

    /**
     * Gives the canary's Service a share in percent. These writes only replace, all of them at the same places, so that an undo goes from the last
     * one straight to none, and never by way of a share in between.
     */
    void share(Work work, String canary, int percent) {
        refuseMoved(work, canary);
        work.amend(route, Amendment.of(edit -> {
            for (Backend one : backends) {
                int theirs = one.share() * percent / WHOLE;
                edit.replace(one.stable(), percent == 0 ? one.weight().orElse(1) : one.share() - theirs);
                edit.replace(one.canary(), theirs);
            }
        }));
    }

    /** Takes the canary's Service out, once it has no traffic any more. */
    void detach(Work work, String canary) {
        refuseMoved(work, canary);
        work.amend(route, Amendment.of(edit -> {
            for (Backend one : backends) {
                edit.remove("/spec/rules/" + one.rule() + "/backendRefs/" + one.size());
                if (one.weight().isEmpty()) {
                    edit.remove(one.stable());
                }
            }
        }));
    }

    /** Places are all that a patch of a list without keys can name: where somebody moved what is there, it would hit another backend. */
    private void refuseMoved(Work work, String canary) {
        Tree now = read(work);
        for (Backend one : backends) {
            List<Tree> refs = refs(now, one);
            boolean same = refs.size() == one.size() + 1
                    && refs.get(one.place()).text("name").equals(service.text("metadata", "name"))
                    && refs.get(one.size()).text("name").filter(canary::equals).isPresent();
            if (!same) {
                throw work.abort("somebody else changed the backends of rule " + one.rule() + " of " + route);
            }
        }
    }

    private Tree read(Work work) {
        return work.find(route).orElseThrow(() -> work.abort(route + " was deleted by somebody else"));
    }

    private static List<Tree> refs(Tree route, Backend one) {
        List<Tree> rules = route.trees("spec", "rules");
        return one.rule() < rules.size() ? rules.get(one.rule()).trees("backendRefs") : List.of();
    }
}
