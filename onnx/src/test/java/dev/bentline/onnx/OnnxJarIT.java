package dev.bentline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar: small, with line numbers and the licence, and nothing required but the engine. */
class OnnxJarIT {
    private static final Path JAR = Path.of(System.getProperty("bentline.jar"));

    private static final int LARGEST = 40_000;

    @Test
    void jarIsSmall() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(LARGEST);
    }

    @Test
    void jarHoldsTheReaderAndNothingElse() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName).filter(name -> !name.endsWith("/")))
                    .contains("module-info.class", "dev/bentline/onnx/Onnx.class", "META-INF/LICENSE")
                    .allMatch(name -> name.matches("(dev/bentline/onnx/|META-INF/).*|module-info[.]class"))
                    .noneMatch(name -> name.contains("Test"));
            assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Title"))
                    .isEqualTo("Bentline ONNX");
        }
    }

    @Test
    void jarCarriesLineNumbers() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            byte[] onnx = jar.getInputStream(jar.getEntry("dev/bentline/onnx/Onnx.class"))
                    .readAllBytes();
            assertThat(ClassFile.of().parse(onnx).methods())
                    .flatMap(method -> method.code().stream().toList())
                    .isNotEmpty()
                    .allMatch(code ->
                            code.findAttribute(Attributes.lineNumberTable()).isPresent());
        }
    }

    @Test
    void moduleRequiresTheEngineAlone() {
        assertThat(ModuleFinder.of(JAR)
                        .find("dev.bentline.onnx")
                        .orElseThrow()
                        .descriptor()
                        .requires())
                .filteredOn(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .extracting(Requires::name)
                .containsExactlyInAnyOrder("java.base", "dev.bentline");
    }
}
