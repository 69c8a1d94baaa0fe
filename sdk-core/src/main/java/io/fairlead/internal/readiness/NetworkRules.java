package io.fairlead.internal.readiness;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.StatusCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services, Ingresses and endpoints: what has to be given an address is ready once it has one. */
final class NetworkRules {

    private static final FieldPath ADDRESSES = FieldPath.of("status", "loadBalancer", "ingress");
    private static final FieldPath TYPE = FieldPath.of("spec", "type");

    private NetworkRules() {}

    static Readiness service(Observed object) {
        String type = object.text("spec", "type");
        return switch (type) {
            case "LoadBalancer" -> {
                String address = address(object);
                Optional<StatusCondition> refused =
                        object.condition("LoadBalancerPortsError").filter(StatusCondition::isTrue);
                yield !address.isEmpty()
                        ? object.ready("its load balancer has the address " + address)
                                .because(ADDRESSES, address)
                        : object.inProgress("its load balancer has no address yet"
                                        + refused.map(condition -> ": " + condition.words())
                                                .orElse(""))
                                .because(ADDRESSES, "absent");
            }
            case "ExternalName" -> object.ready("it stands for another name").because(TYPE, type);
            case "", "ClusterIP", "NodePort" ->
                object.ready("its address is given when it is stored").because(TYPE, type.isEmpty() ? "absent" : type);
            default ->
                object.unknown("no rule is known for the type " + Wording.word(type))
                        .because(TYPE, type);
        };
    }

    static Readiness ingress(Observed object) {
        String address = address(object);
        return address.isEmpty()
                ? object.inProgress("no controller has given it an address yet").because(ADDRESSES, "absent")
                : object.ready("it is served at " + address).because(ADDRESSES, address);
    }

    private static String address(Observed object) {
        for (Map<String, Object> entry : object.items("status", "loadBalancer", "ingress")) {
            for (String field : new String[] {"ip", "hostname"}) {
                if (entry.get(field) instanceof String address && !address.isBlank()) {
                    return Wording.word(address);
                }
            }
        }
        return "";
    }

    static Readiness slice(Observed object) {
        List<Map<String, Object>> endpoints = object.items("endpoints");
        // An absent condition means ready, as the API defines it.
        long ready = endpoints.stream()
                .filter(endpoint -> !(endpoint.get("conditions") instanceof Map<?, ?> map)
                        || !Boolean.FALSE.equals(map.get("ready")))
                .count();
        return object.ready("it lists " + ready + " ready endpoints of " + endpoints.size())
                .counted(ready, endpoints.size());
    }

    static Readiness endpoints(Observed object) {
        long ready = 0;
        long all = 0;
        for (Map<String, Object> subset : object.items("subsets")) {
            long here = subset.get("addresses") instanceof List<?> list ? list.size() : 0;
            ready += here;
            all += here + (subset.get("notReadyAddresses") instanceof List<?> list ? list.size() : 0);
        }
        return object.ready("it lists " + ready + " ready addresses of " + all).counted(ready, all);
    }
}
