package dev.bentline.spark;

import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** An index of observations that executors hold. */
final class DistributedIndex {
    private static final double BYTES_PER_OBSERVATION = 8.875;

    /** Observations an executor sorts at a time: it needs no more memory for a larger table. */
    private static final int PART = 1 << 20;

    /** Bytes that partitions may send to the driver at once, far below spark.driver.maxResultSize. */
    private static final long WAVE = 256L << 20;

    private final JavaRDD<Row> rows;

    /** @param observations rows of a dosage and an effect */
    DistributedIndex(Dataset<Row> observations) {
        this.rows = observations.toJavaRDD().filter(row -> !row.isNullAt(0) && !row.isNullAt(1));
    }

    Fit fit(FitSpec spec, long mostBytes) {
        List<Extent> extents = rows.mapPartitions(DistributedIndex::extent).collect();
        long count = extents.stream().mapToLong(Extent::count).sum();
        check(extents, count, spec, mostBytes);
        float smallest = (float)
                extents.stream().mapToDouble(Extent::smallestAboveZero).min().orElseThrow();
        int threads = Runtime.getRuntime().availableProcessors();
        return spec.fit(merged(extents, spec.scale(smallest), threads), threads);
    }

    private static void check(List<Extent> extents, long count, FitSpec spec, long mostBytes) {
        if (count == 0) {
            throw new IllegalArgumentException("there are 0 observations; at least 1 is needed");
        }
        if (extents.stream().anyMatch(extent -> !extent.finite())) {
            throw new IllegalArgumentException("a dosage or an effect is not a finite number");
        }
        if (spec.isLog10() && extents.stream().anyMatch(extent -> extent.smallest() < 0)) {
            throw new IllegalArgumentException("a dosage is below 0, and has no logarithm");
        }
        double bytes = BYTES_PER_OBSERVATION * count;
        if (bytes > mostBytes) {
            throw new IllegalArgumentException("the index of " + count + " observations takes " + (long) bytes
                    + " bytes of the driver's memory, and may take " + mostBytes + "; allow more, or fit to a sample");
        }
    }

    /** The index of all parts, which are merged as they come, those of one size first. */
    private DosageIndex merged(List<Extent> extents, DosageScale scale, int threads) {
        Deque<DosageIndex> indexes = new ArrayDeque<>();
        for (int[] wave : waves(extents)) {
            for (List<byte[]> partition :
                    rows.mapPartitions(DistributedIndex::parts).collectPartitions(wave)) {
                for (byte[] part : partition) {
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

    /** Partitions whose parts the driver takes at once. */
    private static List<int[]> waves(List<Extent> extents) {
        List<int[]> waves = new ArrayList<>();
        List<Integer> wave = new ArrayList<>();
        long bytes = 0;
        for (int partition = 0; partition < extents.size(); partition++) {
            long more = 2L * Float.BYTES * extents.get(partition).count();
            if (bytes > 0 && bytes + more > WAVE) {
                waves.add(wave.stream().mapToInt(Integer::intValue).toArray());
                wave.clear();
                bytes = 0;
            }
            wave.add(partition);
            bytes += more;
        }
        waves.add(wave.stream().mapToInt(Integer::intValue).toArray());
        return waves;
    }

    private static DosageIndex index(byte[] part, DosageScale scale, int threads) {
        FloatBuffer floats = ByteBuffer.wrap(part).asFloatBuffer();
        float[] dosages = new float[floats.remaining() / 2];
        float[] effects = new float[dosages.length];
        floats.get(dosages).get(effects);
        return DosageIndex.of(dosages, effects, scale, threads);
    }

    // ---- on executors

    /** Number and range of a partition's observations. */
    private record Extent(long count, float smallest, float smallestAboveZero, boolean finite)
            implements Serializable {}

    private static Iterator<Extent> extent(Iterator<Row> rows) {
        long count = 0;
        float smallest = Float.POSITIVE_INFINITY;
        float smallestAboveZero = Float.POSITIVE_INFINITY;
        boolean finite = true;
        while (rows.hasNext()) {
            Row row = rows.next();
            float dosage = row.getFloat(0);
            count++;
            smallest = Math.min(smallest, dosage);
            smallestAboveZero = dosage > 0 ? Math.min(smallestAboveZero, dosage) : smallestAboveZero;
            finite &= Float.isFinite(dosage) && Float.isFinite(row.getFloat(1));
        }
        return List.of(new Extent(count, smallest, smallestAboveZero, finite)).iterator();
    }

    /** Sorted parts of a partition: the dosages of each, then its effects. */
    private static Iterator<byte[]> parts(Iterator<Row> rows) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public byte[] next() {
                return part(rows);
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
}
