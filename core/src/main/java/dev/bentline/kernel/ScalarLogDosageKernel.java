package dev.bentline.kernel;

/** Scalar kernel of a network on a logarithmic dosage scale. */
public final class ScalarLogDosageKernel extends LogDosageKernel implements ScalarKernel {
    /** Cost of a logarithm, in ReLU nodes. */
    private static final int LOGARITHM_WORK = 16;

    private final ScalarKernel network;

    /**
     * Makes the kernel of dosages from that of positions.
     *
     * @param zero dosage at whose position all below it stand, above 0 and finite
     * @param bendIsOne whether the derivative at {@code zero} is that of its right side
     */
    public ScalarLogDosageKernel(ScalarKernel network, float zero, boolean bendIsOne) {
        this(network, zero, bendIsOne ? zero : Math.nextUp(zero));
    }

    private ScalarLogDosageKernel(ScalarKernel network, float zero, float moving) {
        super(network, zero, moving);
        this.network = network;
    }

    /** The kernel of the network, which maps positions. */
    public ScalarKernel network() {
        return network;
    }

    @Override
    public String loopsKey(KernelOperation operation) {
        return "log10, " + network.loopsKey(operation);
    }

    @Override
    public long dosageWork() {
        return LOGARITHM_WORK + network.dosageWork();
    }

    @Override
    public ScalarKernel forWarmup() {
        return new ScalarLogDosageKernel(network.forWarmup(), zero, moving);
    }

    @Override
    public float[] bends() {
        float[] positions = network.bends();
        float[] bends = new float[positions.length + 1];
        for (int i = 0; i < positions.length; i++) {
            bends[i] = (float) StrictMath.pow(10, positions[i]);
        }
        bends[positions.length] = zero;
        return bends;
    }

    @Override
    public float effect(float x) {
        return network.effect((float) position(x, zero));
    }

    @Override
    public float slope(float x) {
        return slope(network.slope((float) position(x, zero)), x);
    }
}
