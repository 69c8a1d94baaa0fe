package io.fairlead;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** The house's rules: which room may use which. A rule that matches nothing fails, so none of them rots. */
@AnalyzeClasses(
        packages = "io.fairlead",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.CoreOnly.class})
class ArchitectureTest {

    private static final String ROOT = "io.fairlead.";

    /** The testbed is on the class path of these tests, and another house. */
    static final class CoreOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/io/fairlead/testbed/") && !location.contains("/testbed/");
        }
    }

    @ArchTest
    static final ArchRule values_use_only_the_jdk_and_fabric8s_models =
            room("resource", "io.fairlead.resource..", "io.fabric8.kubernetes.api.model..");

    @ArchTest
    static final ArchRule failures_know_values_alone =
            room("failure", "io.fairlead.failure..", "io.fairlead.resource..");

    @ArchTest
    static final ArchRule plans_are_data = room(
            "plan",
            "io.fairlead.plan..",
            "io.fairlead.resource..",
            "io.fairlead.failure..",
            "io.fabric8.kubernetes.api.model..");

    @ArchTest
    static final ArchRule events_tell_of_plans = room(
            "event",
            "io.fairlead.event..",
            "io.fairlead.plan..",
            "io.fairlead.resource..",
            "io.fairlead.failure..",
            "org.slf4j..");

    @ArchTest
    static final ArchRule placement_is_pure_arithmetic =
            room("placement", "io.fairlead.placement..", "io.fairlead.resource..", "io.fairlead.internal.tree..");

    @ArchTest
    static final ArchRule scaling_is_pure_arithmetic =
            room("scaling", "io.fairlead.scaling..", "io.fairlead.resource..", "io.fairlead.internal.tree..");

    @ArchTest
    static final ArchRule metrics_are_asked_for_by_gates_and_queries = room(
            "metric",
            "io.fairlead.metric..",
            "io.fairlead.operation..",
            "io.fairlead.placement..",
            "io.fairlead.resource..",
            "io.fairlead.failure..",
            "io.fairlead.internal.kube..",
            "javax.net.ssl..");

    @ArchTest
    static final ArchRule disruption_is_pure_arithmetic = room(
            "disruption",
            "io.fairlead.disruption..",
            "io.fairlead.placement..",
            "io.fairlead.scaling..",
            "io.fairlead.resource..",
            "io.fairlead.internal.tree..");

    @ArchTest
    static final ArchRule operations_are_written_in_public_words = room(
            "operation",
            "io.fairlead.operation..",
            "io.fairlead.plan..",
            "io.fairlead.resource..",
            "io.fairlead.event..",
            "io.fairlead.failure..",
            "io.fairlead.policy..",
            "io.fairlead.manifest..",
            "io.fabric8.kubernetes.api.model..");

    @ArchTest
    static final ArchRule only_the_doors_and_the_internals_use_the_internals = noClasses()
            .that()
            .resideOutsideOfPackages("io.fairlead", "io.fairlead.internal..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.fairlead.internal..")
                    .and(DescribedPredicate.not(resideInAnyPackage("io.fairlead.internal.tree..")))
                    // Answers that come as JSON are read by what reads the API server's; no other class reads text.
                    .and(DescribedPredicate.not(simpleName("Json"))));

    @ArchTest
    static final ArchRule only_the_wire_uses_the_fabric8_client = noClasses()
            .that()
            .resideOutsideOfPackages("io.fairlead", "io.fairlead.internal.kube..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8.kubernetes.client..");

    @ArchTest
    static final ArchRule no_transport_or_json_library_is_named = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.fasterxml..",
                    "tools.jackson..",
                    "io.vertx..",
                    "io.netty..",
                    "okhttp3..",
                    "com.google.common..");

    @ArchTest
    static final ArchRule resilience4j_stays_behind = noClasses()
            .that()
            .resideOutsideOfPackage("io.fairlead.internal.resilience..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.resilience4j..");

    @ArchTest
    static final ArchRule time_comes_from_the_pace = noClasses()
            .that()
            .resideOutsideOfPackage("io.fairlead.internal.time..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule rooms_have_no_cycles =
            slices().matching("io.fairlead.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule public_methods_speak_the_jdk_fabric8s_models_and_our_words = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(resideInAPackage("io.fairlead..")
                    .and(DescribedPredicate.not(resideInAPackage("io.fairlead.internal.."))))
            .should(new ArchCondition<JavaMethod>("use only types that users may see") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    if (!method.getOwner().getModifiers().contains(JavaModifier.PUBLIC)) {
                        return;
                    }
                    Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                            .filter(type -> !visible(type))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " speaks " + type.getName())));
                }
            });

    @ArchTest
    static final ArchRule failures_are_final = classes()
            .that()
            .areAssignableTo(io.fairlead.failure.FairleadException.class)
            .and()
            .doNotHaveSimpleName("FairleadException")
            .should()
            .haveModifier(JavaModifier.FINAL);

    private static boolean visible(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        return !name.contains(".")
                || name.startsWith("java.")
                || name.startsWith("javax.net.ssl.")
                || name.startsWith(ROOT) && !name.startsWith(ROOT + "internal.")
                || name.startsWith("io.fabric8.kubernetes.api.model.")
                || name.equals("io.fabric8.kubernetes.client.KubernetesClient")
                || name.equals("io.micrometer.core.instrument.MeterRegistry")
                || name.equals("io.micrometer.observation.ObservationRegistry");
    }

    private static ArchRule room(String name, String own, String... others) {
        String[] allowed = Stream.concat(
                        Stream.of(own, "java..", "org.jspecify..", "io.fabric8.kubernetes.model..", "org.immutables.."),
                        Stream.of(others))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .as("room " + name + " uses only its own and " + String.join(", ", others));
    }
}
