package io.fairlead.cost;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A feature module is written in the core's public words, and knows no other feature. */
@AnalyzeClasses(packages = "io.fairlead.cost", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_cores_internals_are_not_used =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.fairlead.internal..");

    @ArchTest
    static final ArchRule no_other_feature_is_used = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fairlead.ha..", "io.fairlead.security..", "io.fairlead.testkit..");

    @ArchTest
    static final ArchRule of_fabric8_only_models_and_their_serialization_are_used = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8.kubernetes.client",
                    "io.fabric8.kubernetes.client.dsl..",
                    "io.fabric8.kubernetes.client.http..",
                    "io.fabric8.kubernetes.client.impl..");

    @ArchTest
    static final ArchRule prices_read_no_cluster = noClasses()
            .that()
            .resideInAPackage("io.fairlead.cost.price")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fairlead.operation..", "io.fairlead.plan..");
}
