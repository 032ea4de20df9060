package dev.bentline.spark;

import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** An index of observations that executors hold. */
final class DistributedIndex {
    private static final double BYTES_PER_OBSERVATION = 8.875;

    /** Observations an executor sorts at a time: it needs no more memory for a larger table. */
    private static final int PART = 1 << 20;

    /** Parts that are sent to the driver at once: 256 MB, far below spark.driver.maxResultSize. */
    private static final int WAVE = 32;

    private static final String ONE_DOSAGE = "all observations are of one dosage";

    /** Length of the longest array. */
    private static final int MOST_OBSERVATIONS = Integer.MAX_VALUE - 8;

    private final JavaRDD<Row> rows;

    /** @param observations rows of a dosage and an effect */
    DistributedIndex(Dataset<Row> observations) {
        this.rows = observations.toJavaRDD().filter(row -> !row.isNullAt(0) && !row.isNullAt(1));
    }

    Fit fit(FitSpec spec, long mostBytes) {
        List<Extent> extents = rows.mapPartitions(DistributedIndex::extent).collect();
        Extent all = new Extent();
        extents.forEach(all::add);
        check(all, spec, mostBytes);
        int threads = Runtime.getRuntime().availableProcessors();
        DosageIndex index = merged(extents, spec.scale(all.smallestAboveZero), threads);
        if (index.count() != all.count) {
            throw new IllegalStateException("the table had " + all.count + " observations when they were counted, and "
                    + index.count() + " when they were read; cache a table that changes");
        }
        return spec.fit(index, threads);
    }

    /** Refuses, before anything is sent, what a group would have as its failure, and what is too much. */
    private static void check(Extent all, FitSpec spec, long mostBytes) {
        check(all.count > 0, "no observation");
        check(all.finite, "a dosage or an effect is not a finite number");
        check(all.smallest < all.largest, ONE_DOSAGE);
        check(all.lowest < all.highest, "all effects are the same");
        check(all.count >= spec.parameters(), "fewer observations than parameters");
        if (spec.isLog10()) {
            check(all.smallest >= 0, "a dosage is below 0, and has no logarithm");
            DosageScale scale = spec.scale(all.smallestAboveZero);
            check(all.smallestAboveZero >= scale.zero(), "a dosage above 0 is below the place of dosages of 0");
            check(scale.position(all.smallest) < scale.position(all.largest), ONE_DOSAGE);
        }
        check(
                all.count <= MOST_OBSERVATIONS,
                "there are " + all.count + " observations; an index holds at most " + MOST_OBSERVATIONS
                        + ": fit to a sample");
        double bytes = BYTES_PER_OBSERVATION * all.count;
        check(
                bytes <= mostBytes,
                "the index of " + all.count + " observations takes " + (long) bytes
                        + " bytes of the driver's memory, and may take " + mostBytes
                        + "; allow more, or fit to a sample");
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The index of all parts, which are merged as they come, those of one size first. */
    private DosageIndex merged(List<Extent> extents, DosageScale scale, int threads) {
        int[] first = firstParts(extents);
        int count = first[extents.size()];
        JavaRDD<byte[]> parts = shuffled(first, count);
        Deque<DosageIndex> indexes = new ArrayDeque<>();
        for (int from = 0; from < count; from += WAVE) {
            int[] wave = IntStream.range(from, Math.min(count, from + WAVE)).toArray();
            for (List<byte[]> sent : parts.collectPartitions(wave)) {
                for (byte[] part : sent) {
                    DosageIndex index = index(part, scale, threads);
                    while (!indexes.isEmpty() && indexes.getLast().count() <= index.count()) {
                        index = indexes.removeLast().merge(index, threads);
                    }
                    indexes.addLast(index);
                }
            }
        }
        DosageIndex index = indexes.removeLast();
        while (!indexes.isEmpty()) {
            index = indexes.removeLast().merge(index, threads);
        }
        return index;
    }

    /** The number of each partition's first part, and of all parts. */
    private static int[] firstParts(List<Extent> extents) {
        int[] first = new int[extents.size() + 1];
        for (int i = 0; i < extents.size(); i++) {
            first[i + 1] = Math.toIntExact(first[i] + Math.ceilDiv(extents.get(i).count, PART));
        }
        return first;
    }

    /**
     * Each part in a partition of its own, by way of executors' disks: a task that sent all parts of a large partition would hold
     * them all. Kryo lets go of what it has written; Java's serialisation would keep it.
     */
    private JavaRDD<byte[]> shuffled(int[] first, int count) {
        RDD<Tuple2<Integer, byte[]>> numbered = rows.mapPartitionsWithIndex(
                        (partition, of) -> parts(first[partition], of), true)
                .rdd();
        return new ShuffledRDD<Integer, byte[], byte[]>(
                        numbered, new ByNumber(count), tag(Integer.class), tag(byte[].class), tag(byte[].class))
                .setSerializer(new KryoSerializer(numbered.conf()))
                .toJavaRDD()
                .map(Tuple2::_2);
    }

    private static <T> ClassTag<T> tag(Class<T> type) {
        return ClassTag$.MODULE$.apply(type);
    }

    private static DosageIndex index(byte[] part, DosageScale scale, int threads) {
        FloatBuffer floats = ByteBuffer.wrap(part).asFloatBuffer();
        float[] dosages = new float[floats.remaining() / 2];
        float[] effects = new float[dosages.length];
        floats.get(dosages).get(effects);
        return DosageIndex.of(dosages, effects, scale, threads);
    }

    // ---- on executors

    /** Number and ranges of observations. No record, of which Kryo can make none. */
    private static final class Extent implements Serializable {
        private static final long serialVersionUID = 1;

        private long count;
        private float smallest = Float.POSITIVE_INFINITY;
        private float smallestAboveZero = Float.POSITIVE_INFINITY;
        private float largest = Float.NEGATIVE_INFINITY;
        private float lowest = Float.POSITIVE_INFINITY;
        private float highest = Float.NEGATIVE_INFINITY;
        private boolean finite = true;

        void add(float dosage, float effect) {
            count++;
            finite &= Float.isFinite(dosage) && Float.isFinite(effect);
            smallest = Math.min(smallest, dosage);
            smallestAboveZero = dosage > 0 ? Math.min(smallestAboveZero, dosage) : smallestAboveZero;
            largest = Math.max(largest, dosage);
            lowest = Math.min(lowest, effect);
            highest = Math.max(highest, effect);
        }

        void add(Extent other) {
            count += other.count;
            finite &= other.finite;
            smallest = Math.min(smallest, other.smallest);
            smallestAboveZero = Math.min(smallestAboveZero, other.smallestAboveZero);
            largest = Math.max(largest, other.largest);
            lowest = Math.min(lowest, other.lowest);
            highest = Math.max(highest, other.highest);
        }
    }

    private static Iterator<Extent> extent(Iterator<Row> rows) {
        Extent extent = new Extent();
        while (rows.hasNext()) {
            Row row = rows.next();
            extent.add(row.getFloat(0), row.getFloat(1));
        }
        return List.of(extent).iterator();
    }

    /** Sorted and numbered parts of a partition: the dosages of each, then its effects. */
    private static Iterator<Tuple2<Integer, byte[]>> parts(int first, Iterator<Row> rows) {
        return new Iterator<>() {
            private int number = first;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Tuple2<Integer, byte[]> next() {
                return new Tuple2<>(number++, part(rows));
            }
        };
    }

    private static byte[] part(Iterator<Row> rows) {
        ObservationBuffer buffer = new ObservationBuffer(2);
        while (rows.hasNext() && buffer.count() < PART) {
            Row row = rows.next();
            buffer.add(row.getFloat(0));
            buffer.add(row.getFloat(1));
        }
        DosageIndex index = DosageIndex.of(buffer.column(0), buffer.column(1), 1);
        ByteBuffer bytes = ByteBuffer.allocate(2 * Float.BYTES * index.count());
        for (int i = 0; i < index.count(); i++) {
            bytes.putFloat(i * Float.BYTES, index.dosage(i));
            bytes.putFloat((index.count() + i) * Float.BYTES, index.effect(i));
        }
        return bytes.array();
    }

    /** Gives the part of a number to the partition of that number. */
    private static final class ByNumber extends Partitioner {
        private static final long serialVersionUID = 1;

        private final int count;

        ByNumber(int count) {
            this.count = count;
        }

        @Override
        public int numPartitions() {
            return count;
        }

        /** A table with more parts than it had before is told by its count. */
        @Override
        public int getPartition(Object number) {
            return Math.min((Integer) number, count - 1);
        }
    }
}
