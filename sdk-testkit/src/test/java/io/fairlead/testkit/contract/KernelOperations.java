package io.fairlead.testkit.contract;

import static io.fairlead.testkit.contract.OperationContract.contract;
import static io.fairlead.testkit.contract.Samples.configMap;
import static io.fairlead.testkit.contract.Samples.deployment;
import static io.fairlead.testkit.contract.Samples.ingress;
import static io.fairlead.testkit.contract.Samples.secret;
import static io.fairlead.testkit.contract.Samples.service;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Deletion;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Program;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The kernel's own operations under contract. */
final class KernelOperations {

    static final Owner SHOP = Owner.of("fairlead/shop");
    static final Owner HA = Owner.of("fairlead/ha");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Kind NODE = Kind.of("v1", "Node");

    private KernelOperations() {}

    private static Function<Room, Operation<Void>> doing(BiConsumer<io.fairlead.operation.Work, String> program) {
        return room -> Operation.doing(work -> program.accept(work, room.namespace()));
    }

    private static Operation<Void> doing(Program program) {
        return Operation.doing(program);
    }

    static List<OperationContract> all() {
        List<OperationContract> all = new ArrayList<>();
        all.addAll(applying());
        all.addAll(owners());
        all.addAll(edits());
        all.addAll(composed());
        all.addAll(platform());
        // To look at one of them: -Dfairlead.contract="scale a Deployment".
        String only = System.getProperty("fairlead.contract", "");
        return all.stream().filter(one -> one.toString().contains(only)).toList();
    }

    static List<OperationContract> applying() {
        return List.of(
                contract(
                                "apply a new ConfigMap",
                                doing((work, ns) ->
                                        work.apply(configMap(ns, "web", Map.of("greeting", "hello")), SHOP)))
                        .atMost(4),
                contract(
                                "change a ConfigMap",
                                KernelOperations::shopsConfigMap,
                                doing((work, ns) -> work.apply(configMap(ns, "web", Map.of("greeting", "bye")), SHOP)))
                        .atMost(4),
                contract(
                                "apply one changed and one unchanged ConfigMap",
                                KernelOperations::shopsConfigMap,
                                doing((work, ns) -> work.apply(Batch.of(
                                        SHOP,
                                        configMap(ns, "web", Map.of("greeting", "hello", "colour", "red")),
                                        configMap(ns, "other", Map.of("a", "b"))))))
                        .atMost(6),
                contract("apply a Deployment, wait until it is ready", doing((work, ns) -> {
                    Deployment web = deployment(ns, "web", 2, "registry.example/web:1.0");
                    work.apply(web, SHOP);
                    work.await(Ref.of(web), Until.ready(), LIMIT);
                })),
                contract(
                        "release another image, wait until it is ready",
                        KernelOperations::shopsDeployment,
                        doing((work, ns) -> {
                            Deployment web = deployment(ns, "web", 2, "registry.example/web:2.0");
                            work.apply(web, SHOP);
                            work.await(Ref.of(web), Until.ready(), LIMIT);
                        })),
                contract("apply 30 objects as one batch", doing((work, ns) -> work.apply(Batch.of(SHOP, thirty(ns)))))
                        .atMost(36),
                contract(
                                "apply a Secret",
                                doing((work, ns) ->
                                        work.apply(secret(ns, "key", Map.of("password", "tr0ub4dor")), SHOP)))
                        .atMost(4));
    }

    private static void shopsConfigMap(Room room) {
        applied(room, "fairlead/shop", configMap(room.namespace(), "web", Map.of("greeting", "hello", "name", "shop")));
    }

    private static void shopsDeployment(Room room) {
        applied(room, "fairlead/shop", deployment(room.namespace(), "web", 2, "registry.example/web:1.0"));
    }

    /** Applied by somebody, under a name of theirs. */
    static void applied(Room room, String owner, HasMetadata object) {
        room.admin()
                .resource(object)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager(owner)
                                .withForce(true)
                                .build(),
                        object);
    }

    private static List<HasMetadata> thirty(String ns) {
        List<HasMetadata> objects = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            objects.add(configMap(ns, "config-" + i, Map.of("number", String.valueOf(i))));
            objects.add(service(ns, "service-" + i, "app-" + i));
        }
        for (int i = 0; i < 5; i++) {
            objects.add(deployment(ns, "app-" + i, 1, "registry.example/app:" + i));
            objects.add(secret(ns, "secret-" + i, Map.of("password", "s3cret-" + i)));
        }
        return objects;
    }

    static List<OperationContract> owners() {
        return List.of(
                contract("two owners on one Deployment", KernelOperations::shopsDeployment, doing((work, ns) -> {
                    work.apply(labelled(ns), HA);
                    work.apply(
                            new DeploymentBuilder(deployment(ns, "web", 2, "registry.example/web:1.1")).build(), SHOP);
                })),
                contract(
                        "take fields over from who edited them",
                        room -> {
                            Deployment web = deployment(room.namespace(), "web", 1, "registry.example/web:1.0");
                            web.getMetadata().setLabels(new LinkedHashMap<>(Map.of("team", "kubectl")));
                            room.create(web);
                        },
                        doing((work, ns) ->
                                work.apply(Batch.of(HA, deployment(ns, "web", 3, "registry.example/web:1.0"))
                                        .takingOver()))),
                contract(
                        "take fields over from another who applies",
                        room -> applied(
                                room, "argo", deployment(room.namespace(), "web", 1, "registry.example/web:1.0")),
                        doing((work, ns) ->
                                work.apply(Batch.of(HA, deployment(ns, "web", 3, "registry.example/web:2.0"))
                                        .takingOver()))),
                contract(
                                "release fields",
                                KernelOperations::shopsConfigMap,
                                doing((work, ns) -> work.apply(configMap(ns, "web", Map.of("name", "shop")), SHOP)))
                        .atMost(4),
                contract("one object twice under one owner", KernelOperations::shopsConfigMap, doing((work, ns) -> {
                            work.apply(configMap(ns, "web", Map.of("step", "one")), SHOP);
                            work.apply(configMap(ns, "web", Map.of("step", "two")), SHOP);
                        }))
                        .except(
                                Check.NOTHING_TO_DO_AGAIN,
                                "It writes two values in turn, so that it changes something each time."));
    }

    private static Deployment labelled(String ns) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(ns)
                .withName("web")
                .addToLabels("tier", "front")
                .addToAnnotations("example.com/zones", "3")
                .endMetadata()
                .build();
    }

    static List<OperationContract> edits() {
        return List.of(
                contract(
                        "amend one entry of an atomic list",
                        room -> applied(room, "argo", ingress(room.namespace(), "shop")),
                        doing((work, ns) -> work.amend(
                                Ref.of(Ingress.class, ns + "/shop"),
                                Amendment.of(
                                        a -> a.replace("/spec/rules/1/http/paths/0/backend/service/name", "web"))))),
                contract(
                                "amend one entry of an atomic list there and back",
                                room -> applied(room, "argo", ingress(room.namespace(), "shop")),
                                doing((work, ns) -> List.of("other", "web")
                                        .forEach(name -> work.amend(
                                                Ref.of(Ingress.class, ns + "/shop"),
                                                Amendment.of(a -> a.replace(
                                                        "/spec/rules/0/http/paths/0/backend/service/name", name))))))
                        .except(Check.NOTHING_TO_DO_AGAIN, "It goes there and back each time."),
                contract("make a ConfigMap and delete it", doing((work, ns) -> {
                            var made = configMap(ns, "web", Map.of("greeting", "hello"));
                            work.apply(made, SHOP);
                            work.delete(Ref.of(made));
                        }))
                        .except(Check.NOTHING_TO_DO_AGAIN, "It makes it and deletes it each time."),
                contract(
                                "delete a ConfigMap",
                                KernelOperations::shopsConfigMap,
                                doing((work, ns) -> work.delete(
                                        Ref.of(io.fabric8.kubernetes.api.model.ConfigMap.class, ns + "/web"))))
                        .recreating()
                        .atMost(4),
                contract(
                                "delete a Deployment with what it owns",
                                KernelOperations::shopsDeployment,
                                doing((work, ns) -> {
                                    Ref web = Ref.of(Deployment.class, ns + "/web");
                                    work.delete(web, Deletion.foreground());
                                    work.await(web, Until.gone(), LIMIT);
                                }))
                        .recreating(),
                contract(
                                "scale a Deployment",
                                KernelOperations::shopsDeployment,
                                doing((work, ns) -> work.act(Acts.scale(Ref.of(Deployment.class, ns + "/web"), 4))))
                        .except(Check.NOTHING_TO_DO_AGAIN, "An act is carried out whenever it is asked for.")
                        .atMost(4),
                contract("cordon a node", room -> room.watch(Ref.of(NODE, node(room))), room -> {
                            String node = node(room);
                            return doing(work -> work.act(Acts.cordon(node)));
                        })
                        .except(Check.NOTHING_TO_DO_AGAIN, "An act is carried out whenever it is asked for.")
                        .atMost(4));
    }

    private static String node(Room room) {
        return room.admin().nodes().list().getItems().stream()
                .map(node -> node.getMetadata().getName())
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    static List<OperationContract> composed() {
        return List.of(
                contract(
                        "then, all, within, named",
                        room -> config(room, "one")
                                .then(Operation.all(
                                        config(room, "two").named("second"), config(room, "three"), ready(room)))
                                .within(LIMIT)
                                .named("a chain")),
                contract(
                        "what follows from a result",
                        KernelOperations::shopsConfigMap,
                        room -> Operation.of(work -> work.get(
                                                io.fabric8.kubernetes.api.model.ConfigMap.class,
                                                room.namespace() + "/web")
                                        .getData()
                                        .get("greeting"))
                                .thenFrom(greeting -> doing(work -> work.apply(
                                        configMap(room.namespace(), "copy", Map.of("said", greeting)), SHOP)))),
                contract(
                                "an alternative on failure, not needed",
                                room -> config(room, "one").onFailure(config(room, "other")))
                        .except(Check.UNDONE_AFTER_REFUSAL, "It survives a refusal by its alternative."),
                contract(
                                "an alternative on failure, needed",
                                room -> config(room, "one")
                                        .then(doing(work -> {
                                            if (!work.decide(Gate.of("is it well", () -> false))) {
                                                throw work.abort("it is not");
                                            }
                                        }))
                                        .undoOnFailure()
                                        .onFailure(config(room, "other")))
                        .except(Check.PLAN_COMES_TRUE, "Its plan assumes that the gate passes.")
                        .except(Check.NOTHING_TO_DO_AGAIN, "Its first part is tried, and undone, each time.")
                        .except(Check.UNDONE_AFTER_REFUSAL, "It survives a refusal by its alternative."),
                contract(
                                "an external step with its inverse",
                                room -> doing(work -> {
                                    work.apply(configMap(room.namespace(), "before", Map.of("a", "b")), SHOP);
                                    work.external(ExternalStep.of("announce it", () -> {}, "recall it", () -> {}));
                                    work.apply(configMap(room.namespace(), "after", Map.of("a", "b")), SHOP);
                                }))
                        .except(Check.NOTHING_TO_DO_AGAIN, "A step outside the cluster is taken each time."),
                contract(
                                "values made up once",
                                room -> doing(work -> {
                                    String key = work.secret(
                                            "key",
                                            () -> java.util.UUID.randomUUID().toString());
                                    String sum = work.derive("sum", key, k -> Integer.toHexString(k.hashCode()));
                                    String plain = work.once("name", () -> "fixed");
                                    work.apply(secret(room.namespace(), "key", Map.of("key", key)), SHOP);
                                    work.apply(
                                            configMap(room.namespace(), "sum", Map.of("sum", sum, "name", plain)),
                                            SHOP);
                                }))
                        .except(Check.NOTHING_TO_DO_AGAIN, "Another run makes another key.")
                        .except(Check.WHOLE_AFTER_A_CUT, "Another run makes another key."));
    }

    private static Operation<Void> config(Room room, String name) {
        return doing(work -> work.apply(configMap(room.namespace(), name, Map.of("name", name)), SHOP));
    }

    private static Operation<Void> ready(Room room) {
        return doing(work -> {
            Deployment web = deployment(room.namespace(), "web", 1, "registry.example/web:1.0");
            work.apply(web, SHOP);
            work.await(Ref.of(web), Until.ready(), LIMIT);
        });
    }

    static List<OperationContract> platform() {
        return List.of(
                contract(
                        "a namespace and what lies in it",
                        room -> room.watch(Ref.of(Kind.of("v1", "Namespace"), room.unique("made"))),
                        room -> doing(work -> {
                            String made = room.unique("made");
                            work.apply(
                                    new NamespaceBuilder()
                                            .withNewMetadata()
                                            .withName(made)
                                            .endMetadata()
                                            .build(),
                                    SHOP);
                            work.apply(configMap(made, "web", Map.of("a", "b")), SHOP);
                        })),
                contract(
                        "a definition and a resource of it",
                        room -> room.watch(Ref.of(
                                Kind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
                                Gadgets.definitionName(room))),
                        room -> doing(work -> {
                            work.apply(Batch.ofTrees(SHOP, List.of(Gadgets.definition(room))));
                            work.await(
                                    Ref.of(
                                            Kind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
                                            Gadgets.definitionName(room)),
                                    Until.condition("Established"),
                                    LIMIT);
                            work.apply(Batch.ofTrees(SHOP, List.of(Gadgets.gadget(room, 3))));
                        })),
                contract(
                        "an account with its role",
                        room -> doing(work -> {
                            String ns = room.namespace();
                            work.apply(Batch.of(
                                    SHOP,
                                    new ServiceAccountBuilder()
                                            .withNewMetadata()
                                            .withNamespace(ns)
                                            .withName("deployer")
                                            .endMetadata()
                                            .build(),
                                    new RoleBuilder()
                                            .withNewMetadata()
                                            .withNamespace(ns)
                                            .withName("deployer")
                                            .endMetadata()
                                            .addNewRule()
                                            .addToApiGroups("apps")
                                            .addToResources("deployments")
                                            .addToVerbs("get", "patch")
                                            .endRule()
                                            .build()));
                            work.apply(
                                    new RoleBindingBuilder()
                                            .withNewMetadata()
                                            .withNamespace(ns)
                                            .withName("deployer")
                                            .endMetadata()
                                            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "deployer")
                                            .addNewSubject(null, "ServiceAccount", "deployer", ns)
                                            .build(),
                                    SHOP);
                        })));
    }
}
