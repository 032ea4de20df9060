package dev.bentline.fit.segmented;

/**
 * Observations in groups of neighbouring dosages, ascending: each has one dosage, or several next to each other. Dosages
 * are scaled to the unit interval, so that all numbers of a search are of one size.
 */
final class DosageGroups {
    /** The number of groups; at most as many as these were made for. */
    int count;
    /** The smallest and the largest dosage of each group. */
    final double[] first;

    final double[] last;
    /** The sum of the weights of each group, the means, and the sums of squares and products around these. */
    final double[] weight;

    final double[] meanX;
    final double[] meanT;
    final double[] sxx;
    final double[] sxt;
    final double[] stt;

    DosageGroups(int count) {
        this.count = count;
        first = new double[count];
        last = new double[count];
        weight = new double[count];
        meanX = new double[count];
        meanT = new double[count];
        sxx = new double[count];
        sxt = new double[count];
        stt = new double[count];
    }

    /**
     * Groups of one dosage each.
     *
     * @param x dosages on the unit interval, ascending, each but once
     * @param weights of each, above 0
     * @param t the mean effect at each
     */
    static DosageGroups of(double[] x, double[] weights, double[] t) {
        DosageGroups groups = new DosageGroups(x.length);
        for (int g = 0; g < x.length; g++) {
            groups.set(g, x[g], weights[g], t[g]);
        }
        return groups;
    }

    /** Makes a group one of a single dosage. */
    void set(int g, double x, double w, double t) {
        first[g] = x;
        last[g] = x;
        weight[g] = w;
        meanX[g] = x;
        meanT[g] = t;
        sxx[g] = 0;
        sxt[g] = 0;
        stt[g] = 0;
    }

    /** The sum of all weights. */
    double weights() {
        double sum = 0;
        for (int g = 0; g < count; g++) {
            sum += weight[g];
        }
        return sum;
    }

    /** The sum of squares around the mean of all effects. */
    double squares() {
        double weights = weights();
        double mean = 0;
        for (int g = 0; g < count; g++) {
            mean += weight[g] / weights * meanT[g];
        }
        double sum = 0;
        for (int g = 0; g < count; g++) {
            sum += weight[g] * (meanT[g] - mean) * (meanT[g] - mean) + stt[g];
        }
        return sum;
    }

    /**
     * Returns fewer groups: neighbours are put together.
     *
     * @param begin the first group of each, ascending, from 0; then the number of groups
     */
    DosageGroups merged(int[] begin) {
        DosageGroups merged = new DosageGroups(begin.length - 1);
        for (int to = 0; to < merged.count; to++) {
            int from = begin[to];
            merged.copy(this, from, to);
            for (int g = from + 1; g < begin[to + 1]; g++) {
                merged.add(this, g, to);
            }
        }
        return merged;
    }

    private void copy(DosageGroups other, int from, int to) {
        first[to] = other.first[from];
        last[to] = other.last[from];
        weight[to] = other.weight[from];
        meanX[to] = other.meanX[from];
        meanT[to] = other.meanT[from];
        sxx[to] = other.sxx[from];
        sxt[to] = other.sxt[from];
        stt[to] = other.stt[from];
    }

    private void add(DosageGroups other, int g, int to) {
        double share = other.weight[g] / (weight[to] + other.weight[g]);
        double both = weight[to] * share;
        double dx = other.meanX[g] - meanX[to];
        double dt = other.meanT[g] - meanT[to];
        sxx[to] += other.sxx[g] + both * dx * dx;
        sxt[to] += other.sxt[g] + both * dx * dt;
        stt[to] += other.stt[g] + both * dt * dt;
        meanX[to] += share * dx;
        meanT[to] += share * dt;
        weight[to] += other.weight[g];
        last[to] = other.last[g];
    }
}
