"""Computes the expected values of VmapAgainstJaxTest with JAX.

    python3 -m venv /tmp/jax && /tmp/jax/bin/pip install jax==0.10.2
    /tmp/jax/bin/python vmap_cases.py > ../resources/dev/gradus/tests/vmap/jax.txt

A line is: name of the case, shape of the result, its values row by row. The inputs are not stored: element k (row by row) of argument j
is ((7k + 5j + 3) mod 23 - 11) / 8, as a whole number without the division, in the shape the case states here and in Java.
"""
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
NONE = None


def data(j, shape, dtype=np.float64):
    k = np.arange(int(np.prod(shape, dtype=int)))
    x = (7 * k + 5 * j + 3) % 23 - 11
    return (x / 8.0 if dtype == np.float64 else x).astype(dtype).reshape(shape)


# ---- the methods, as in Java ----

def polynomial(x, y, z): return x * y + z * z * x
def waves(x, y): return jnp.sin(x) * jnp.exp(y)
def sum_of_squares(v): return jnp.sum(v * v)
def dot(u, v): return jnp.sum(u * v)
def scaled(a, v): return a * v
def mat_vec(m, v): return m @ v
def outer(u, v): return jnp.outer(u, v)
def trace(m): return jnp.trace(m)
def transposed(m): return m.T
def row_sums(m): return jnp.sum(m, axis=1)
def kept(x, w): return w * 2.0                                      # does not depend on the mapped argument
def kept_vector(x, w): return w * 2.0
def branch(x): return jax.lax.cond(x > 0, lambda t: jnp.sqrt(t), lambda t: t * t, x)
def count(n): return jax.lax.while_loop(lambda s: s[0] > 1, lambda s: (jnp.where(s[0] % 2 == 0, s[0] // 2, 3 * s[0] + 1), s[1] + 1),
                                        (jnp.abs(n) + 1, jnp.int32(0)))[1]
def halved(x, bound): return jax.lax.while_loop(lambda t: jnp.abs(t) > bound, lambda t: t / 2, x)
def below(x, y): return x < y
def whole(x): return jnp.floor(x).astype(jnp.int32)
def norm(v): return jnp.sqrt(1.0 + jnp.sum(v * v))

CASES = []


def case(name, f, ins, shapes, outs=0, dtype=np.float64):
    args = [data(j, s, dtype) for j, s in enumerate(shapes)]
    CASES.append((name, np.asarray(jax.vmap(f, in_axes=ins, out_axes=outs)(*args))))


def direct(name, value):
    CASES.append((name, np.asarray(value)))


def axis(a): return "N" if a is None else str(a).replace("-", "m")


def label(f, ins, out=0): return f.__name__ + "_" + "".join(axis(a) for a in ins) + ("" if out == 0 else "_" + axis(out))


B, N, M = 3, 4, 2                                                   # lanes, columns, rows

for ins in [(0, 0, 0), (0, NONE, 0), (NONE, NONE, 0), (-1, 0, NONE), (NONE, 0, NONE), (0, 0, NONE)]:
    case(label(polynomial, ins), polynomial, ins, [() if a is None else (B,) for a in ins])
for ins in [(0, 0), (0, NONE), (NONE, 0), (-1, -1)]:
    case(label(waves, ins), waves, ins, [() if a is None else (B,) for a in ins])


def batched(shape, a):
    """The unbatched shape with an axis of length B put in at place a."""
    if a is None:
        return shape
    full = list(shape)
    full.insert(a if a >= 0 else len(shape) + 1 + a, B)
    return tuple(full)


for a in [0, 1, -1, -2]:
    case(label(sum_of_squares, (a,)), sum_of_squares, (a,), [batched((N,), a)])
for ins in [(0, 0), (0, 1), (1, 0), (1, 1), (-1, 0), (0, NONE), (NONE, 1), (NONE, -1), (-2, -1)]:
    case(label(dot, ins), dot, ins, [batched((N,), a) for a in ins])
for ins, out in [((0, 0), 0), ((0, 0), 1), ((0, 0), -1), ((NONE, 0), 0), ((NONE, 1), 1), ((0, NONE), 0), ((0, NONE), 1), ((0, 1), -2)]:
    case(label(scaled, ins, out), scaled, ins, [batched((), ins[0]), batched((N,), ins[1])], out)
for ins, out in [((0, 0), 0), ((0, NONE), 0), ((NONE, 0), 0), ((NONE, 1), 1), ((1, 0), 0), ((1, 1), 1), ((2, NONE), 0), ((-1, 0), 1),
                 ((-2, NONE), 0), ((-3, -1), -1)]:
    case(label(mat_vec, ins, out), mat_vec, ins, [batched((M, N), ins[0]), batched((N,), ins[1])], out)
for ins, out in [((0, 0), 0), ((0, 0), 1), ((0, 0), 2), ((0, NONE), -1), ((NONE, 0), -2), ((1, 0), -3)]:
    case(label(outer, ins, out), outer, ins, [batched((M,), ins[0]), batched((N,), ins[1])], out)
for a in [0, 1, 2]:
    case(label(trace, (a,)), trace, (a,), [batched((N, N), a)])
for a, out in [(0, 0), (0, 2), (1, 1), (-1, 0), (2, -1)]:
    case(label(transposed, (a,), out), transposed, (a,), [batched((M, N), a)], out)
for a, out in [(0, 1), (2, 0), (-2, 1)]:
    case(label(row_sums, (a,), out), row_sums, (a,), [batched((M, N), a)], out)
case(label(kept, (0, NONE)), kept, (0, NONE), [(B,), ()])
case(label(kept_vector, (0, NONE)), kept_vector, (0, NONE), [(B,), (N,)])
case(label(kept_vector, (0, NONE), 1), kept_vector, (0, NONE), [(B,), (N,)], 1)
case(label(branch, (0,)), branch, (0,), [(7,)])
case(label(count, (0,)), count, (0,), [(7,)], dtype=np.int32)
case(label(halved, (0, NONE)), lambda x, bound: halved(x, 0.25), (0, NONE), [(7,), ()])
case(label(below, (0, 0)), below, (0, 0), [(7,), (7,)])
case(label(below, (0, NONE)), below, (0, NONE), [(7,), ()])
case(label(whole, (0,)), whole, (0,), [(7,)])

# ---- nested, and with derivatives ----

rows = jax.vmap(dot, in_axes=(0, NONE))
direct("matmul_nested", jax.vmap(rows, in_axes=(NONE, 1), out_axes=1)(data(0, (M, N)), data(1, (N, B))))
direct("matmul_nested_transposed", jax.vmap(rows, in_axes=(NONE, 1), out_axes=0)(data(0, (M, N)), data(1, (N, B))))
direct("pairs_nested", jax.vmap(jax.vmap(waves, in_axes=(NONE, 0)), in_axes=(0, NONE))(data(0, (B,)), data(1, (N,))))
direct("pairs_nested_out_1", jax.vmap(jax.vmap(waves, in_axes=(NONE, 0)), in_axes=(0, NONE), out_axes=1)(data(0, (B,)), data(1, (N,))))
direct("grad_sum_of_squares_0", jax.vmap(jax.grad(sum_of_squares))(data(0, (B, N))))
direct("grad_norm_1", jax.vmap(jax.grad(norm), in_axes=1)(data(0, (N, B))))
direct("grad_norm_1_1", jax.vmap(jax.grad(norm), in_axes=1, out_axes=1)(data(0, (N, B))))
direct("grad_branch_0", jax.vmap(jax.grad(branch))(data(0, (7,))))
direct("grad_polynomial_0N0", jax.vmap(jax.grad(polynomial), in_axes=(0, NONE, 0))(data(0, (B,)), data(1, ()), data(2, (B,))))
direct("grad_dot_N0", jax.vmap(jax.grad(dot), in_axes=(NONE, 0))(data(0, (N,)), data(1, (B, N))))
direct("jvp_norm_00", jax.vmap(lambda v, dv: jax.jvp(norm, (v,), (dv,))[1])(data(0, (B, N)), data(1, (B, N))))
direct("grad_of_vmap_sum", jax.grad(lambda w: jnp.sum(jax.vmap(dot, in_axes=(NONE, 0))(w, data(1, (B, N))) ** 2))(data(0, (N,))))
direct("empty", jax.vmap(waves)(data(0, (0,)), data(1, (0,))))

if __name__ == "__main__":
    for name, value in CASES:
        shape = ",".join(map(str, value.shape)) or "-"
        print(name, shape, *(repr(v.item()) for v in value.ravel()))
