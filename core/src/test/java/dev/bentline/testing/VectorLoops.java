package dev.bentline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the methods with a loop of vector operations, by their bytecode. */
public final class VectorLoops {
    private static final String VECTORS = "jdk/incubator/vector/";

    private VectorLoops() {}

    /** Returns them for all classes in a folder, as "package.Class.method". */
    public static Set<String> in(Path classes) {
        Set<String> loops = new TreeSet<>();
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassModel type = ClassFile.of().parse(file);
                String name = type.thisClass().asInternalName().replace('/', '.');
                for (MethodModel method : type.methods()) {
                    if (method.code().filter(VectorLoops::isLoop).isPresent()) {
                        loops.add(name + '.' + method.methodName().stringValue());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return loops;
    }

    /** Returns how many bytes of bytecode a method has. */
    public static int bytecodes(Path file, String method) throws IOException {
        return ClassFile.of().parse(file).methods().stream()
                .filter(candidate -> candidate.methodName().equalsString(method))
                .map(MethodModel::code)
                .map(code -> (CodeAttribute) code.orElseThrow())
                .mapToInt(CodeAttribute::codeLength)
                .sum();
    }

    private static boolean isLoop(CodeModel code) {
        Set<Label> passed = new HashSet<>();
        boolean vectors = false;
        boolean jumpsBack = false;
        for (CodeElement element : code) {
            switch (element) {
                case LabelTarget target -> passed.add(target.label());
                case BranchInstruction branch -> jumpsBack |= passed.contains(branch.target());
                case InvokeInstruction call ->
                    vectors |= call.owner().asInternalName().startsWith(VECTORS);
                default -> {}
            }
        }
        return vectors && jumpsBack;
    }
}
