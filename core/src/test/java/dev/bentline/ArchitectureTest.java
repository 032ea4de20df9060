package dev.bentline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.bentline.testing.JavaProcess;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A room of the house knows only the rooms below it. */
class ArchitectureTest {
    private static final String API = "dev.bentline";
    private static final String KERNEL = "dev.bentline.kernel";
    private static final String SIMD = "dev.bentline.kernel.simd";
    private static final String DESCENT = "dev.bentline.descent";
    private static final String EXECUTION = "dev.bentline.execution";

    private static final JavaClasses ENGINE = new ClassFileImporter().importPath(JavaProcess.place(Engine.class));

    @Test
    void allRoomsAreKnown() {
        assertThat(ENGINE).hasSizeGreaterThan(15);
        classes()
                .should()
                .resideInAnyPackage(API, KERNEL, SIMD, DESCENT, EXECUTION)
                .check(ENGINE);
    }

    @Test
    void apiKnowsTheKernelsContractOnly() {
        noClasses()
                .that()
                .resideInAPackage(API)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SIMD)
                .check(ENGINE);
    }

    @Test
    void kernelKnowsNoRoomAboveItAndNoSimd() {
        noClasses()
                .that()
                .resideInAPackage(KERNEL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(API, SIMD, DESCENT, EXECUTION)
                .check(ENGINE);
    }

    @Test
    void descentKnowsExecutionAndTheKernelsContractOnly() {
        noClasses()
                .that()
                .resideInAPackage(DESCENT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(API, SIMD)
                .check(ENGINE);
    }

    @Test
    void executionKnowsTheKernelsContractOnly() {
        noClasses()
                .that()
                .resideInAPackage(EXECUTION)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(API, SIMD, DESCENT)
                .check(ENGINE);
    }

    @Test
    void simdKnowsTheKernelOnly() {
        noClasses()
                .that()
                .resideInAPackage(SIMD)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(API, DESCENT, EXECUTION)
                .check(ENGINE);
    }

    @Test
    void onlySimdNamesTheVectorModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SIMD)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(ENGINE);
    }

    @Test
    void nothingButTheJdkIsNeeded() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.bentline..", "java..", "jdk.incubator.vector", "org.jspecify.annotations")
                .check(ENGINE);
    }

    @Test
    void whatAnEmbedderSees() {
        Set<String> visible = ENGINE.stream()
                .filter(type -> type.getPackageName().equals(API))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(visible)
                .containsExactlyInAnyOrder(
                        "Model",
                        "Network",
                        "DeepNetwork",
                        "Layer",
                        "Activation",
                        "Bend",
                        "Engine",
                        "Formulation",
                        "Gradient",
                        "EngineInfo",
                        "BentLine",
                        "Segment",
                        "Extreme",
                        "Crossing",
                        "DosageScale",
                        "Interval",
                        "DosageIndex",
                        "GradientDescent",
                        "Fit",
                        "FitListener",
                        "Optimizer",
                        "Kind",
                        "Loss",
                        "Parameter",
                        "ParameterSet",
                        "Stop");
    }

    /** No type of a hidden room in a public signature. */
    @Test
    void nothingHiddenLeaks() {
        for (JavaClass type : ENGINE) {
            if (!type.getPackageName().equals(API) || !type.getModifiers().contains(JavaModifier.PUBLIC)) {
                continue;
            }
            assertThat(type.getCodeUnits().stream()
                            .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                                    || unit.getModifiers().contains(JavaModifier.PROTECTED))
                            .flatMap(unit -> unit.getAllInvolvedRawTypes().stream())
                            .map(JavaClass::getPackageName))
                    .as("%s", type.getName())
                    .doesNotContain(KERNEL, SIMD, DESCENT, EXECUTION);
        }
    }

    @Test
    void moduleExportsTheApiOnlyAndRequiresNothingAtRunTime() {
        ModuleDescriptor module = ModuleFinder.of(JavaProcess.place(Engine.class))
                .find(API)
                .orElseThrow()
                .descriptor();
        assertThat(module.exports()).singleElement().satisfies(export -> {
            assertThat(export.source()).isEqualTo(API);
            assertThat(export.isQualified()).isFalse();
        });
        assertThat(module.opens()).isEmpty();
        assertThat(module.requires())
                .filteredOn(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactly("java.base");
        assertThat(module.requires())
                .extracting(ModuleDescriptor.Requires::name)
                .contains("jdk.incubator.vector");
    }
}
