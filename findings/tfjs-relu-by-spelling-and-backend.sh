#!/usr/bin/env bash
# One would guess: ReLU, written relu(x), maximum(x, 0) or maximum(0, x), is one function with one derivative, and a back end
# decides how fast it is computed.
#
# What happens: the derivative at exactly 0 is 0 for relu(x) and maximum(0, x), and 1 for maximum(x, 0): the gradient of
# maximum gives all of it to its first argument where both are equal. On the wasm back end, maximum(0, x) and relu6(x) make 0 of NaN,
# which the cpu back end, and maximum(x, 0) on either, leave as it is. So a missing number gets lost by the order of two
# arguments. The softplus of both is off by up to 7.3 ulp, around -14, where it takes the exponential for the whole of it.
#
# Package: npm @tensorflow/tfjs 4.22.0 and @tensorflow/tfjs-backend-wasm 4.22.0, into a temporary folder, on Node.js 20.
#
# Output seen: the rows below, written and measured as those of docs/numerics.md: results for -0.0, -1e-40 and NaN and slopes at 0 and
# at NaN; or the worst error in ulp up to 16 and anywhere, where, from where down the result is 0, whether an array changes bits,
# and by how much results fall.
#
# Fails where a row changes. Takes some minutes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
cat >expected <<'ROWS'
| TensorFlow.js 4.22.0, cpu | `relu(x)` | 0 | 0 | NaN | 0 | NaN |
| TensorFlow.js 4.22.0, cpu | `maximum(x, 0)` | 0 | 0 | NaN | 1 | 0 |
| TensorFlow.js 4.22.0, cpu | `maximum(0, x)` | 0 | 0 | NaN | 0 | 0 |
| TensorFlow.js 4.22.0, cpu | `relu6(x)` | 0 | 0 | NaN | 0 | NaN |
| TensorFlow.js 4.22.0, cpu | `softplus` | 7.29 | 7.29 | -13.945539 | -103.97212 | same | 0.00 |
| TensorFlow.js 4.22.0, cpu | `sigmoid` | 0.50 | 0.50 | -0.000008761883 | -103.97212 | same | 0.00 |
| TensorFlow.js 4.22.0, wasm | `relu(x)` | 0 | 0 | NaN | 0 | NaN |
| TensorFlow.js 4.22.0, wasm | `maximum(x, 0)` | -0.0 | 0 | NaN | 1 | 0 |
| TensorFlow.js 4.22.0, wasm | `maximum(0, x)` | 0 | 0 | 0 | 0 | 0 |
| TensorFlow.js 4.22.0, wasm | `relu6(x)` | 0 | 0 | 0 | 0 | NaN |
| TensorFlow.js 4.22.0, wasm | `softplus` | 7.29 | 7.29 | -13.945539 | -103.97212 | same | 0.00 |
| TensorFlow.js 4.22.0, wasm | `sigmoid` | 3.42 | 3.42 | -1.9543259 | -87.33663 | same | 0.00 |
ROWS
cat >rows.js <<'SCRIPT'
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const path = require('path');

const text = y => {
  if (Object.is(y, -0)) return '-0.0';
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(y.toPrecision(digits));
    if (Math.fround(short) === y) return String(short);
  }
  return String(y);
};

// 2^(exponent - 23) at the true value, as of floats
const bits = new Uint32Array(1), float = new Float32Array(bits.buffer);
const ulp = exact => {
  float[0] = Math.abs(exact);
  if (float[0] > Math.abs(exact)) bits[0]--;
  return 2 ** (Math.max(bits[0] >>> 23, 1) - 150);
};
const number = u => u < 1e4 ? (Math.ceil(u * 100) / 100).toFixed(2) : (u * 1.05).toExponential(1).replace('e+', 'e');

const relus = {
  '`relu(x)`': x => tf.relu(x),
  '`maximum(x, 0)`': x => tf.maximum(x, 0),
  '`maximum(0, x)`': x => tf.maximum(0, x),
  '`relu6(x)`': x => tf.relu6(x),
};
const at = (f, ...specials) => {
  const seen = new Set();
  for (const special of specials)
    for (const length of [2, 3, 7, 16, 37, 64, 131])
      tf.tidy(() => f(tf.fill([length], special)).dataSync().forEach(y => seen.add(text(y))));
  return [...seen].sort().join(' or ');
};
const curves = {
  '`softplus`': [x => tf.softplus(x), p => Math.max(0, p) + Math.log1p(Math.exp(-Math.abs(p)))],
  '`sigmoid`': [x => tf.sigmoid(x), p => (p < 0 ? Math.exp(p) : 1) / (1 + Math.exp(-Math.abs(p)))],
};
const curve = (f, exact) => {
  const first = 107 << 23, count = Math.ceil(((134 << 23) - first) / 31);
  const p = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    bits[0] = first + i * 31;
    p[count + i] = float[0];
    p[count - 1 - i] = -float[0];
  }
  const y = tf.tidy(() => f(tf.tensor1d(p)).dataSync());
  let near = 0, worst = 0, worstAt = 0, zeroFrom = -Infinity, fall = 0, alone = true;
  for (let i = 0; i < p.length; i++) {
    const e = exact(p[i]);
    const error = Math.abs(y[i] - e) / ulp(e);
    if (Math.abs(p[i]) <= 16) near = Math.max(near, error);
    if (y[i] === 0) zeroFrom = p[i];
    else if (error > worst) [worst, worstAt] = [error, p[i]];
    if (i > 0 && y[i] < y[i - 1]) fall = Math.max(fall, (y[i - 1] - y[i]) / ulp(y[i - 1]));
  }
  for (let i = 0; i < 4096; i++) {
    const k = Math.floor(i * p.length / 4096);
    if (tf.tidy(() => f(tf.tensor1d([p[k]])).dataSync()[0]) !== y[k]) alone = false;
  }
  return [number(near), number(worst), text(worstAt), zeroFrom === -Infinity ? 'never' : text(zeroFrom), alone ? 'same' : 'others', number(fall)];
};

(async () => {
  wasm.setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + '/');
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const library = `TensorFlow.js ${tf.version.tfjs}, ${tf.getBackend()}`;
    for (const [written, f] of Object.entries(relus)) {
      const slope = tf.grad(f);
      console.log('| ' + [library, written, at(f, -0), at(f, -1e-40), at(f, NaN), at(slope, 0, -0), at(slope, NaN)].join(' | ') + ' |');
    }
    for (const [written, [f, exact]] of Object.entries(curves))
      console.log('| ' + [library, written, ...curve(f, exact)].join(' | ') + ' |');
  }
})();
SCRIPT
node rows.js 2>node.log >actual || { cat node.log >&2; exit 1; }
grep '^|' actual | diff expected - && cat expected
