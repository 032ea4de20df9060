/* A network, and the end of its gradient, for the loops the compiler vectorises and for those by hand. */
struct network {
    int width;
    const float *w, *b, *v;
    float c;
};

/* What the sums of one node make of its part of the gradient: out is loss, dL/dc, dL/dw.., dL/db.., dL/dv.. */
static void finish_node(const struct network *net, int h, double s0, double s1, double *out) {
    out[2 + h] = net->v[h] * s1;
    out[2 + net->width + h] = net->v[h] * s0;
    out[2 + 2 * net->width + h] = net->w[h] * s1 + net->b[h] * s0;
}
