package dev.bentline.spark;

import dev.bentline.fit.ObservationGroup;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Observations of a group while they are gathered. */
final class ObservationBuffer {
    private static final int FIRST_ROOM = 16;

    /** Numbers of an observation: dosage, effect and perhaps a weight. */
    private final int width;

    private float[] numbers;
    private int used;

    ObservationBuffer(int width) {
        this.width = width;
        this.numbers = new float[width * FIRST_ROOM];
    }

    /** The observations of some bytes. */
    static ObservationBuffer of(int width, byte[] bytes) {
        ObservationBuffer buffer = new ObservationBuffer(width);
        FloatBuffer floats = ByteBuffer.wrap(bytes).asFloatBuffer();
        int count = floats.remaining();
        buffer.room(count);
        floats.get(buffer.numbers, 0, count);
        buffer.used = count;
        return buffer;
    }

    /** The bytes that it is made of again. */
    byte[] bytes() {
        byte[] bytes = new byte[Math.multiplyExact(used, Float.BYTES)];
        ByteBuffer.wrap(bytes).asFloatBuffer().put(numbers, 0, used);
        return bytes;
    }

    /** Adds the next number of an observation. */
    void add(float number) {
        room(1);
        numbers[used++] = number;
    }

    void addAll(ObservationBuffer other) {
        room(other.used);
        System.arraycopy(other.numbers, 0, numbers, used, other.used);
        used += other.used;
    }

    /** Makes room; more than an int can count is refused by {@code addExact}. */
    private void room(int more) {
        int needed = Math.addExact(used, more);
        if (needed > numbers.length) {
            numbers = Arrays.copyOf(
                    numbers, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * numbers.length)));
        }
    }

    int count() {
        return used / width;
    }

    /** The observations as a group without a name. */
    ObservationGroup<String> group() {
        return new ObservationGroup<>("", column(0), column(1), width > 2 ? column(2) : new float[0]);
    }

    /** The numbers of one kind. */
    float[] column(int ordinal) {
        float[] column = new float[count()];
        for (int i = 0; i < column.length; i++) {
            column[i] = numbers[width * i + ordinal];
        }
        return column;
    }
}
