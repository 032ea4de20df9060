package dev.bentline.bench.contender;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Tells what memory there is, and what something takes of it. */
public final class Heap {
    private Heap() {}

    /** The bytes of memory of this machine, or what a container leaves of them. */
    public static long machine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** The bytes of all numbers in the arrays of an object and of what it refers to: counted, so the same every time. */
    public static long bytesInArrays(Object object) {
        return bytesInArrays(object, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static long bytesInArrays(Object object, Set<Object> seen) {
        if (!seen.add(object)) {
            return 0;
        }
        return switch (object) {
            case float[] floats -> (long) floats.length * Float.BYTES;
            case double[] doubles -> (long) doubles.length * Double.BYTES;
            case Object array
            when array.getClass().isArray() ->
                throw new IllegalArgumentException(Array.getLength(array) + " of " + array.getClass() + " uncounted");
            default -> bytesInFields(object, seen);
        };
    }

    private static long bytesInFields(Object object, Set<Object> seen) {
        long bytes = 0;
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                try {
                    Object value = field.get(object);
                    bytes += value == null ? 0 : bytesInArrays(value, seen);
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return bytes;
    }
}
