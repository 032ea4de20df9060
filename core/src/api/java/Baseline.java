import java.io.IOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attribute;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFileBuilder;
import java.lang.classfile.ClassFileElement;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Reduces a jar to what a compiler sees of its exported package: public types and their public and protected members,
 * without code. What it writes is what later versions are compared with; CONTRIBUTING.md says when.
 */
public final class Baseline {
    private static final String EXPORTED = "dev/bentline/[^/]+\\.class";

    private static final Set<String> SIGNATURES = Set.of(
            Attributes.NAME_SIGNATURE,
            Attributes.NAME_EXCEPTIONS,
            Attributes.NAME_INNER_CLASSES,
            Attributes.NAME_RECORD,
            Attributes.NAME_PERMITTED_SUBCLASSES,
            Attributes.NAME_CONSTANT_VALUE);

    private Baseline() {}

    /** Takes the jar to read and the one to write. */
    public static void main(String[] arguments) throws IOException {
        // A constant pool of its own for every type: a shared one would keep what only the code names.
        ClassFile classFile = ClassFile.of(ConstantPoolSharingOption.NEW_POOL);
        try (ZipFile jar = new ZipFile(arguments[0]);
                ZipOutputStream baseline = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
            for (ZipEntry entry : jar.stream()
                    .filter(entry -> entry.getName().matches(EXPORTED))
                    .toList()) {
                ClassModel type = classFile.parse(jar.getInputStream(entry).readAllBytes());
                if (isVisible(type.flags())) {
                    ZipEntry reduced = new ZipEntry(entry.getName());
                    reduced.setTimeLocal(LocalDateTime.of(2026, 11, 1, 0, 0));
                    baseline.putNextEntry(reduced);
                    baseline.write(classFile.transformClass(type, Baseline::reduce));
                }
            }
        }
    }

    private static void reduce(ClassBuilder reduced, ClassElement element) {
        switch (element) {
            case FieldModel field when isVisible(field.flags()) -> reduced.transformField(field, Baseline::keep);
            case MethodModel method when isVisible(method.flags()) -> reduced.transformMethod(method, Baseline::keep);
            case FieldModel field -> {}
            case MethodModel method -> {}
            default -> keep(reduced, element);
        }
    }

    /** Keeps flags, supertypes and signatures; leaves out code, annotations and what debuggers read. */
    private static <E extends ClassFileElement> void keep(ClassFileBuilder<E, ?> reduced, E element) {
        boolean kept = switch (element) {
            case CodeModel code -> false;
            case Attribute<?> attribute ->
                SIGNATURES.contains(attribute.attributeName().stringValue());
            default -> true;
        };
        if (kept) {
            reduced.with(element);
        }
    }

    private static boolean isVisible(AccessFlags flags) {
        return flags.has(AccessFlag.PUBLIC) || flags.has(AccessFlag.PROTECTED);
    }
}
