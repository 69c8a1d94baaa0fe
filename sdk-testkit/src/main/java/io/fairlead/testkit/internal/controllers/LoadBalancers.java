package io.fairlead.testkit.internal.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives Services of type LoadBalancer an address of 192.0.2.0/24, as the controller of a cloud does. */
final class LoadBalancers extends Reconciler {
    private static final String NETWORK = "192.0.2.";
    private static final int MOST = 254;

    private final Cache services;
    private final Map<String, Integer> given = new TreeMap<>();

    LoadBalancers(Api api) {
        super(api.time());
        this.services = api.cache(Kind.SERVICE);
        services.onChange((before, after) -> {
            if (after != null) {
                enqueue(after);
            } else if (before != null) {
                given.remove(Meta.uid(before));
            }
        });
    }

    @Override
    void reconcile(Key key) {
        services.get(key.namespace(), key.name())
                .filter(each -> !Meta.deleting(each))
                .ifPresent(service -> {
                    boolean wanted = "LoadBalancer".equals(Trees.text(service, "spec", "type"))
                            && Trees.text(service, "spec", "loadBalancerClass").isEmpty();
                    boolean has = !Trees.maps(service, "status", "loadBalancer", "ingress")
                            .isEmpty();
                    if (wanted && !has) {
                        write(
                                service,
                                List.of(Trees.object("ip", NETWORK + number(Meta.uid(service)), "ipMode", "VIP")));
                    } else if (!wanted && given.remove(Meta.uid(service)) != null) {
                        write(service, List.of());
                    }
                });
    }

    private void write(Map<String, Object> service, List<Object> ingress) {
        services.updateStatus(Meta.namespace(service), Meta.name(service), "cloud-controller-manager", object -> {
            Trees.child(object, "status")
                    .put(
                            "loadBalancer",
                            ingress.isEmpty() ? Trees.object() : Trees.object("ingress", new ArrayList<>(ingress)));
            return object;
        });
    }

    private int number(String uid) {
        Integer known = given.get(uid);
        if (known != null) {
            return known;
        }
        for (int i = 1; i <= MOST; i++) {
            if (!given.containsValue(i)) {
                given.put(uid, i);
                return i;
            }
        }
        throw new IllegalStateException("All addresses of " + NETWORK + "0/24 are given");
    }
}
