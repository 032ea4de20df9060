package dev.bentline.descent;

/** Sums over observations (x, t), but for their number. */
final class Moments {
    final DoubleDouble x = new DoubleDouble();
    final DoubleDouble xx = new DoubleDouble();
    final DoubleDouble t = new DoubleDouble();
    final DoubleDouble xt = new DoubleDouble();
    final DoubleDouble tt = new DoubleDouble();

    void set(Moments other) {
        x.set(other.x);
        xx.set(other.xx);
        t.set(other.t);
        xt.set(other.xt);
        tt.set(other.tt);
    }

    void subtract(Moments other) {
        x.subtract(other.x);
        xx.subtract(other.xx);
        t.subtract(other.t);
        xt.subtract(other.xt);
        tt.subtract(other.tt);
    }
}
