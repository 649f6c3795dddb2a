package dev.gradus.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.ir.random.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** One feature each: IR as text, emitted, compiled, and run beside the interpreter at a few arguments. */
class EmissionTest {
  private Compiled compiled;
  private Func func;

  private EmissionTest program(String text) {
    func = Verifier.check(Parser.parse(text));
    compiled = Compiled.of(func);
    return this;
  }

  /** The interpreter's results, or exception, at these arguments. */
  private EmissionTest agreesAt(Object... args) {
    Object expected;
    try {
      expected = Interpreter.run(func, args);
    } catch (RuntimeException e) {
      expected = e.getClass();
    }
    Object found = compiled.outcome(args);
    assertTrue(Vectors.isNear(expected, found, 0), text(expected) + ", not " + text(found) + "\n" + compiled.source());
    return this;
  }

  private EmissionTest throwsAt(Class<? extends Exception> exception, Object... args) {
    agreesAt(args);
    assertEquals(exception, compiled.outcome(args));
    return this;
  }

  private EmissionTest contains(String line) {
    assertTrue(compiled.source().contains(line), compiled.source());
    return this;
  }

  private static String text(Object o) {
    return o instanceof Object[] a ? Arrays.deepToString(a) : String.valueOf(o);
  }

  // ---- scalars ----

  @Test
  void parenthesesKeepTheOrderOfRounding() {
    program("""
        fn f(a:f64, b:f64, c:f64) {
          s:f64 = add b, c
          t:f64 = add a, s
          u:f64 = sub a, s
          v:f64 = div a, s
          w:f64 = mul b, c
          x:f64 = mul a, w
          yield t, u, v, x
        }
        """).agreesAt(1e16, 1.0, 1.0).agreesAt(0.1, 0.7, 1e-3);
    program("""
        fn f(a:f64, b:f64, c:f64) {
          s:f64 = add b, c
          u:f64 = sub a, s
          n:f64 = neg u
          m:f64 = neg n
          d:f64 = sub n, -1.5
          r:f64 = mul m, d
          yield r
        }
        """).agreesAt(1e16, 1.0, 1.0).contains("(a - (b + c))");
  }

  @Test
  void newArraysOfAllTheirElements() {
    program("""
        fn f(x:f64, y:f64) {
          a:f64[] = new f64[](3)
          a.1:f64[] = store a[0], x
          z:f64 = mul x, y
          a.2:f64[] = store a.1[1], z
          a.3:f64[] = store a.2[2], y
          yield a.3
        }
        """).agreesAt(2.0, 3.0).contains("{x, x * y, y}");
    program("""
        fn f(x:f64, n:i32) {
          z:f64[] = new f64[](2)
          a:f64[], s:f64 = for 0 .. n carry [z, x] (i:i32, b:f64[], s.1:f64) {
            c:f64[] = new f64[](2)
            c.1:f64[] = store c[0], s.1
            s.2:f64 = mul s.1, 0.5
            c.2:f64[] = store c.1[1], s.2
            yield c.2, s.2
          }
          yield a, s
        }
        """).agreesAt(8.0, 3);
    program("""
        fn f(x:f64, y:f64) {
          a:f64[] = new f64[](2)
          a.1:f64[] = store a[1], x
          a.2:f64[] = store a.1[0], y
          yield a.2
        }
        """).agreesAt(2.0, 3.0).contains("new double[2]");
  }

  @Test
  void constantsStandOnTheRight() {
    program("""
        fn f(n:i32, x:f64) {
          a:bool = lt 0, n
          b:bool = ge 1.0, x
          c:bool = and a, b
          d:bool = ne x, x
          s:f64 = abs x
          e:bool = gt s, 1.7976931348623157E308
          g:bool = or d, e
          yield c, g
        }
        """).agreesAt(1, 1.0).agreesAt(0, 0.5).agreesAt(2, Double.NaN).agreesAt(2, Double.POSITIVE_INFINITY)
        .contains("n > 0 && x <= 1.0").contains("Double.isNaN(x) || Double.isInfinite(x)");
  }

  @Test
  void literalsOfEveryKind() {
    program("""
        fn f() {
          yield NaN, Infinity, -Infinity, -0.0, 1.0E-5, NaNf, Infinityf, -Infinityf, -0.0f, 1.5f,
                -9223372036854775808L, 3L, -2147483648, -7, true, false
        }
        """).agreesAt();
  }

  @Test
  void namesThatJavaDoesNotAllowOrThatClash() {
    program("""
        fn f(int:f64, class:f64, x:f64, x1:f64, Math:f64, yield_:f64, dev:f64[]) {
          x.1:f64 = mul x, class
          x1.1:f64 = mul x.1, x1
          Double:f64 = add x.1, x1.1
          true_:f64 = sin Double
          c:f64[] = copy dev
          Math.1:f64 = mul true_, Math
          r:f64 = mul Math.1, Math.1
          k:f64 = mul r, int
          l:f64 = add k, yield_
          yield x.1, x1.1, Double, true_, r, l, c
        }
        """).agreesAt(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, new double[] {7, 8});
  }

  @Test
  void conversionsStayWhereJavaWouldNotConvert() {
    program("""
        fn f(i:i32, j:i32, l:i64, x:f64, g:f32) {
          a:f64 = to_f64 i
          b:f64 = to_f64 j
          q:f64 = div a, b
          c:f64 = to_f64 i
          d:f64 = mul x, c
          s:i32 = add i, j
          e:f64 = to_f64 s
          h:f64 = sub x, e
          m:i64 = to_i64 i
          n:i64 = shl m, j
          o:i64 = to_i64 i
          p:i64 = mul o, l
          r:f32 = to_f32 x
          t:f32 = mul r, g
          u:f32 = to_f32 l
          v:f32 = add g, u
          w:f64 = to_f64 i
          y:bool = lt w, x
          yield q, d, h, n, p, t, v, y
        }
        """).agreesAt(7, 2, 1L << 40, 0.3, 0.7f).agreesAt(Integer.MAX_VALUE, 33, -5L, -1e9, 1e30f);
  }

  @Test
  void booleansReadLikeJava() {
    program("""
        fn f(a:bool, b:bool, x:f64) {
          c:bool = if a { yield b } else { yield false }
          d:bool = if a { yield true } else { yield b }
          e:bool = if a { yield false } else { yield b }
          g:bool = if a { yield b } else { yield true }
          p:bool = lt x, 0.0
          n:bool = not p
          k:bool = xor c, n
          q:bool = eq a, b
          o:bool = not q
          yield c, d, e, g, k, o
        }
        """).agreesAt(true, false, 1.0).agreesAt(false, true, Double.NaN).agreesAt(true, true, -1.0).contains("!(x < 0.0)");
    contains("a != b");
  }

  @Test
  void selectIsStrictWhereItsOperandsTrap() {
    program("""
        fn f(c:bool, a:f64[], i:i32) {
          x:f64 = load a[i]
          r:f64 = select c, x, 0.5
          yield r
        }
        """).agreesAt(true, new double[] {1}, 0).throwsAt(ArrayIndexOutOfBoundsException.class, false, new double[] {1}, 3);
  }

  // ---- order ----

  @Test
  void loadsStayBeforeLaterStores() {
    program("""
        fn f(a:f64[]!) {
          x:f64 = load a[0]
          t:f64 = mul x, 2.0
          a.1:f64[] = store a[0], 5.0
          a.2:f64[] = addat a.1[0], 1.0
          y:f64 = load a.2[0]
          u:f64 = neg y
          a.3:f64[] = addat a.2[1], u
          yield t, a.3
        }
        """).agreesAt(new double[] {3, 4}).contains("a[1] -= a[0];");
  }

  @Test
  void theFirstTrapWins() {
    program("""
        fn f(a:f64[], i:i32, j:i32) {
          x:f64 = load a[i]
          q:i32 = div 7, j
          y:f64 = to_f64 q
          r:f64 = add y, x
          yield r
        }
        """).agreesAt(new double[] {1}, 0, 2).throwsAt(ArrayIndexOutOfBoundsException.class, new double[] {1}, 5, 0)
        .throwsAt(ArithmeticException.class, new double[] {1}, 0, 0);
    program("""
        fn f(m:f64[][]!, i:i32, j:i32) {
          q:i32 = div 7, j
          y:f64 = to_f64 q
          m.1:f64[][] = store m[i, 0], y
          m.2:f64[][] = addat m.1[i, 0], y
          yield m.2
        }
        """).agreesAt(new double[][] {{1}}, 0, 2).throwsAt(ArithmeticException.class, new double[][] {{1}}, 9, 0);
    program("""
        fn f(m:f64[][]!, i:i32, j:i32) {
          q:i32 = div 7, j
          x:f64 = load m[i, q]
          yield x
        }
        """).agreesAt(new double[][] {{1, 2}}, 0, 7).throwsAt(ArithmeticException.class, new double[][] {{1}}, 9, 0);
    program("""
        fn f(a:f64[], n:i32, j:i32) {
          z:f64[] = new f64[](n)
          q:i32 = div 7, j
          z.1:f64[] = store z[q], 1.0
          yield z.1
        }
        """).throwsAt(NegativeArraySizeException.class, new double[0], -1, 0).throwsAt(ArithmeticException.class, new double[0], 1, 0);
  }

  @Test
  void aTrapNobodyReadsStays() {
    program("""
        fn f(a:f64[], i:i32) {
          x:f64 = load a[i]
          for 0 .. 3 carry [] (k:i32) {
            y:f64 = load a[k]
            yield
          }
          yield 1.0
        }
        """).agreesAt(new double[3], 1).throwsAt(ArrayIndexOutOfBoundsException.class, new double[3], 9)
        .throwsAt(ArrayIndexOutOfBoundsException.class, new double[2], 0);
  }

  @Test
  void absentRowsAndExactMethodsThrowTheirOwn() {
    program("""
        fn f(i:i32, k:i32) {
          t:f64[][] = new f64[][](2)
          x:f64 = load t[i, 0]
          q:i32 = add_exact k, 1
          yield x, q
        }
        """).throwsAt(NullPointerException.class, 0, Integer.MAX_VALUE).throwsAt(ArrayIndexOutOfBoundsException.class, 2, 0);
    program("""
        fn f(k:i32, x:f64) {
          q:i32 = add_exact k, 1
          c:f64 = clamp x, 1.0, 0.0
          yield c, q
        }
        """).throwsAt(ArithmeticException.class, Integer.MAX_VALUE, 0.0).throwsAt(IllegalArgumentException.class, 0, 0.0);
  }

  @Test
  void nothingFollowsAThrow() {
    program("""
        fn f(n:i32, a:f64[]) {
          t:bool = ge n, 1
          y:f64 = if t {
            throw java.lang.IllegalStateException("no")
            s:f64 = for 0 .. n carry [0.0] (i:i32, x:f64) {
              e:f64 = load a[i]
              u:bool = gt e, 2.0
              if u { throw java.lang.ArithmeticException("late") yield } else { yield }
              yield e
            }
            k:i32 = while carry [0] (k1:i32) {
              v:bool = lt k1, n
              yield v
            } do (k2:i32) {
              k3:i32 = add k2, 1
              yield k3
            }
            w:f64 = to_f64 k
            z:f64 = add s, w
            yield z
          } else { yield 3.0 }
          yield y
        }
        """).agreesAt(0, new double[1]).throwsAt(IllegalStateException.class, 1, new double[1]);
  }

  // ---- loops ----

  @Test
  void constantsThatStandAreNotAssignedAgain() {
    program("""
        fn f(a:bool, b:bool, x:f64) {
          y:f64, z:f64 = if a {
            y.1:f64, z.1:f64 = if b { u:f64 = sin x v:f64 = cos x w:f64 = mul u, v q:f64 = add u, v yield w, q } else { yield 0.0, 1.0 }
            yield y.1, z.1
          } else { yield 0.0, 1.0 }
          yield y, z
        }""").agreesAt(true, true, 0.5).agreesAt(true, false, 0.5).agreesAt(false, true, 0.5);
    assertTrue(!compiled.source().contains("else"), compiled.source());
  }

  @Test
  void constantsDoNotStandInLoops() {
    program("""
        fn f(a:bool, n:i32, x:f64) {
          y:f64, z:f64 = if a {
            s:f64, t:f64 = for 0 .. n carry [0.0, 1.0] (i:i32, s.1:f64, t.1:f64) {
              c:bool = lt i, 2
              s.2:f64, t.2:f64 = if c { u:f64 = add s.1, x v:f64 = mul t.1, x w:f64 = add u, v yield w, v } else { yield 0.0, 1.0 }
              yield s.2, t.2
            }
            yield s, t
          } else { yield 0.0, 1.0 }
          yield y, z
        }""").agreesAt(true, 0, 0.5).agreesAt(true, 2, 0.5).agreesAt(true, 3, 0.5).agreesAt(false, 3, 0.5);
  }

  @Test
  void nestedSums() {
    program("""
        fn f(m:f64[][], n:i32) {
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.1:f64) {
            row:f64[] = load m[i]
            k:i32 = length row
            s.2:f64 = for 0 .. k carry [s.1] (j:i32, s.3:f64) {
              x:f64 = load row[j]
              s.4:f64 = add s.3, x
              yield s.4
            }
            yield s.2
          }
          yield s
        }
        """).agreesAt(new double[][] {{1, 2}, {}, {0.1}}, 3).agreesAt(new double[0][], 0).agreesAt(new double[0][], -4)
        .throwsAt(ArrayIndexOutOfBoundsException.class, new double[1][1], 2).contains("s += row[j];");
  }

  @Test
  void downwardLoops() {
    program("""
        fn f(a:f64[], lo:i32, hi:i32) {
          s:f64 = for down lo .. hi carry [0.0] (i:i32, s.1:f64) {
            x:f64 = load a[i]
            t:f64 = mul s.1, 0.5
            s.2:f64 = add t, x
            yield s.2
          }
          u:f64 = for down 0 .. 3 carry [s] (i.1:i32, u.1:f64) {
            y:f64 = load a[i.1]
            u.2:f64 = sub y, u.1
            yield u.2
          }
          yield s, u
        }
        """).agreesAt(new double[] {1, 2, 4, 8}, 1, 4).agreesAt(new double[] {1, 2, 4, 8}, 4, 1)
        .agreesAt(new double[] {1, 2, 4, 8}, 0, Integer.MIN_VALUE).contains("for (int i = hi; i-- > lo;) {");
    contains("for (int i = 2; i >= 0; i--) {");
  }

  @Test
  void downFromALength() {
    program("""
        fn f(a:f64[]) {
          n:i32 = length a
          m:i32 = sub n, 1
          s:f64 = for down 0 .. m carry [0.0] (i:i32, s.1:f64) {
            x:f64 = load a[i]
            t:f64 = mul s.1, 0.5
            s.2:f64 = add t, x
            yield s.2
          }
          yield s
        }
        """).agreesAt(new double[] {1, 2, 4}).agreesAt(new double[0]).contains("i >= 0; i--) {");
  }

  @Test
  void downToTheLeastInt() {
    program("""
        fn f(n:i32) {
          hi:i32 = add n, -2147483648
          s:i32 = for down -2147483648 .. hi carry [1] (i:i32, s.1:i32) {
            t:i32 = mul s.1, 3
            s.2:i32 = add t, i
            yield s.2
          }
          yield s
        }
        """).agreesAt(0).agreesAt(1).agreesAt(4).contains("for (int i = n + Integer.MIN_VALUE; i-- > Integer.MIN_VALUE;) {");
  }

  @Test
  void scalarsAreExchangedAtOnce() {
    program("""
        fn f(a0:f64, b0:f64, n:i32) {
          a:f64, b:f64, c:f64 = for 0 .. n carry [a0, b0, 1.0] (i:i32, a.1:f64, b.1:f64, c.1:f64) {
            t:f64 = add a.1, b.1
            yield b.1, t, a.1
          }
          yield a, b, c
        }
        """).agreesAt(1.0, 2.0, 5).agreesAt(1.0, 2.0, 0);
    program("""
        fn f(n:i32) {
          a:i32, b:i32, c:i32 = for 0 .. n carry [1, 2, 3] (i:i32, a.1:i32, b.1:i32, c.1:i32) {
            yield c.1, a.1, b.1
          }
          yield a, b, c
        }
        """).agreesAt(0).agreesAt(1).agreesAt(2).agreesAt(4);
  }

  @Test
  void arraysAreExchangedByReference() {
    program("""
        fn f(x:f64[], steps:i32) {
          a:f64[] = copy x
          b:f64[] = zeroslike x
          n:i32 = length x
          a.1:f64[], b.1:f64[] = for 0 .. steps carry [a, b] (t:i32, a.2:f64[], b.2:f64[]) {
            b.3:f64[] = for 0 .. n carry [b.2] (i:i32, b.4:f64[]) {
              v:f64 = load a.2[i]
              w:f64 = mul v, 0.5
              b.5:f64[] = store b.4[i], w
              yield b.5
            }
            b.6:f64[] = addat b.3[0], 1.0
            yield b.6, a.2
          }
          yield a.1, b.1
        }
        """).agreesAt(new double[] {1, 2}, 0).agreesAt(new double[] {1, 2}, 1).agreesAt(new double[] {1, 2}, 4);
  }

  @Test
  void anOwnedParameterIsStoredInPlaceButNeverAssigned() {
    program("""
        fn f(a:f64[]!, b:f64[]!, x:f64) {
          a.1:f64[], b.1:f64[], x.1:f64 = for 0 .. 3 carry [a, b, x] (i:i32, a.2:f64[], b.2:f64[], x.2:f64) {
            a.3:f64[] = store a.2[0], x.2
            x.3:f64 = mul x.2, 2.0
            yield b.2, a.3, x.3
          }
          yield a.1, b.1, x.1
        }
        """).agreesAt(new double[] {1}, new double[] {2, 3}, 0.5);
    assertTrue(!compiled.source().contains(" x = ") && !compiled.source().contains(" a = "), compiled.source());
  }

  @Test
  void whileWithAConditionThatIsAnExpression() {
    program("""
        fn f(x0:f64, tol:f64) {
          x:f64, n:i32 = while carry [x0, 0] (x.1:f64, n.1:i32) {
            s:f64 = mul x.1, x.1
            c:bool = gt s, tol
            yield c
          } do (x.2:f64, n.2:i32) {
            x.3:f64 = mul x.2, 0.5
            n.3:i32 = add n.2, 1
            yield x.3, n.3
          }
          yield x, n
        }
        """).agreesAt(10.0, 0.1).agreesAt(0.0, 0.1).contains("while (x * x > tol) {");
    contains("n++;");
  }

  @Test
  void whileWithWorkInItsCondition() {
    program("""
        fn f(a:f64[], lim:f64) {
          n:i32 = length a
          k:i32 = while carry [0] (k.1:i32) {
            s:f64 = for 0 .. k.1 carry [0.0] (i:i32, s.1:f64) {
              x:f64 = load a[i]
              s.2:f64 = add s.1, x
              yield s.2
            }
            c:bool = lt s, lim
            d:bool = lt k.1, n
            e:bool = and c, d
            yield e
          } do (k.2:i32) {
            k.3:i32 = add k.2, 1
            yield k.3
          }
          yield k
        }
        """).agreesAt(new double[] {1, 2, 3, 4}, 5.0).agreesAt(new double[0], 5.0).contains("break;");
  }

  @Test
  void constantConditionsCompile() {
    program("""
        fn f(a:f64[]) {
          s:f64 = while carry [1.0] (s.1:f64) { yield false } do (s.2:f64) { s.3:f64 = add s.2, 1.0 yield s.3 }
          t:f64 = if true { x:f64 = load a[0] x.1:f64 = exp x y:f64 = mul x.1, x.1 yield y } else { yield s }
          u:i32 = while carry [0] (u.1:i32) { yield true } do (u.2:i32) { z:f64 = load a[u.2] u.3:i32 = add u.2, 1 yield u.3 }
          yield t, u
        }
        """).throwsAt(ArrayIndexOutOfBoundsException.class, (Object) new double[] {1, 2});
  }

  @Test
  void boundsAreEvaluatedOnce() {
    program("""
        fn f(n0:i32, a:f64[]) {
          n:i32, s:f64 = while carry [n0, 0.0] (n.1:i32, s.1:f64) {
            c:bool = gt n.1, 0
            yield c
          } do (n.2:i32, s.2:f64) {
            n.3:i32, s.3:f64 = for 0 .. n.2 carry [n.2, s.2] (i:i32, n.4:i32, s.4:f64) {
              x:f64 = load a[i]
              s.5:f64 = add s.4, x
              n.5:i32 = sub n.4, 1
              yield n.5, s.5
            }
            yield n.3, s.3
          }
          k:i32 = mul n0, 2
          m:i32 = sub k, 1
          q:f64 = for m .. k carry [s] (i.1:i32, q.1:f64) { q.2:f64 = mul q.1, 2.0 yield q.2 }
          yield n, q
        }
        """).agreesAt(3, new double[] {1, 2, 3});
  }

  @Test
  void initialValuesThatAreStillReadKeepTheirLocal() {
    program("""
        fn f(x:f64, n:i32) {
          z:f64 = exp x
          s:f64, p:f64 = for 0 .. n carry [z, z] (i:i32, s.1:f64, p.1:f64) {
            s.2:f64 = add s.1, z
            p.2:f64 = mul p.1, s.1
            yield s.2, p.2
          }
          d:f64 = sub s, z
          yield d, p, s
        }
        """).agreesAt(0.5, 3).agreesAt(0.5, 0);
  }

  // ---- branches ----

  @Test
  void branchesOfEveryShape() {
    String text = """
        fn f(a:f64[]!, x:f64, k:i32) {
          c:bool = gt x, 0.0
          s:f64 = mul x, 3.0
          r:f64, a.1:f64[] = if c {
            t:f64 = sin s
            u:f64 = mul t, t
            a.2:f64[] = store a[0], u
            yield u, a.2
          } else {
            yield s, a
          }
          w:f64 = if c { yield r } else { v:f64 = exp x q:f64 = mul v, v yield q }
          d:bool = lt k, 2
          e:bool = eq k, 2
          z:f64 = if d { yield 1.0 } else {
            y:f64 = if e { g:f64 = cos w h:f64 = mul g, g yield h } else { g.1:f64 = tan w h.1:f64 = mul g.1, g.1 yield h.1 }
            yield y
          }
          if d { yield } else { o:f64 = load a.1[k] yield }
          yield r, a.1, w, z
        }
        """;
    program(text).agreesAt(new double[] {1, 2, 3}, 0.5, 0).agreesAt(new double[] {1, 2, 3}, -0.5, 2)
        .agreesAt(new double[] {1, 2, 3, 4}, 0.5, 3)
        .throwsAt(ArrayIndexOutOfBoundsException.class, new double[] {1}, 0.5, 2);
  }

  @Test
  void armsThatGiveDifferentArrays() {
    program("""
        fn f(c:bool, n:i32) {
          a:f64[] = new f64[](n)
          a.1:f64[] = store a[0], 1.0
          r:f64[] = if c { yield a.1 } else { b:f64[] = new f64[](n) b.1:f64[] = store b[0], 2.0 yield b.1 }
          r.1:f64[] = addat r[0], 0.5
          yield r.1
        }
        """).agreesAt(true, 2).agreesAt(false, 2);
  }

  @Test
  void onlyTheTakenArmIsEvaluated() {
    program("""
        fn f(a:f64[], i:i32) {
          n:i32 = length a
          ok:bool = lt i, n
          x:f64 = if ok { y:f64 = load a[i] yield y } else { yield 0.0 }
          yield x
        }
        """).agreesAt(new double[] {4}, 0).agreesAt(new double[] {4}, 1)
        .throwsAt(ArrayIndexOutOfBoundsException.class, new double[] {4}, -1);
  }

  // ---- arrays ----

  @Test
  void everyArrayOperationOnEveryKind() {
    program("""
        fn f(a:f64[], b:f32[], c:i64[], d:i32[], e:bool[], m:f64[][], t:f32[][][]) {
          a.1:f64[] = copy a
          b.1:f32[] = copy b
          c.1:i64[] = copy c
          d.1:i32[] = copy d
          e.1:bool[] = copy e
          m.1:f64[][] = copy m
          t.1:f32[][][] = copy t
          za:f64[] = zeroslike a
          zb:f32[] = zeroslike b
          zc:i64[] = zeroslike c
          zd:i32[] = zeroslike d
          ze:bool[] = zeroslike e
          zm:f64[][] = zeroslike m
          zt:f32[][][] = zeroslike t
          a.2:f64[] = grow a.1, 3
          b.2:f32[] = grow b.1, 9
          c.2:i64[] = grow c.1, 0
          d.2:i32[] = grow d.1, 3
          e.2:bool[] = grow e.1, 3
          m.2:f64[][] = grow m.1, 3
          a.3:f64[] = addat a.2[], a
          b.3:f32[] = addat b.2[], b
          c.3:i64[] = addat c.2[], c
          d.3:i32[] = addat d.2[], d
          m.3:f64[][] = addat m.2[], m
          m.4:f64[][] = addat m.3[1], a
          t.2:f32[][][] = addat t.1[], t
          t.3:f32[][][] = addat t.2[0, 0], b
          row:f64[] = copy a
          m.5:f64[][] = store m.4[0], row
          c.4:i64[] = addat c.3[0], 5L
          d.4:i32[] = addat d.3[1], -5
          e.3:bool[] = store e.2[1], true
          k:i32 = length m.5[0]
          l:i32 = length t.3[0, 0]
          yield a.3, b.3, c.4, d.4, e.3, m.5, t.3, za, zb, zc, zd, ze, zm, zt, k, l
        }
        """).agreesAt(new double[] {1, 2}, new float[] {3, 4}, new long[] {5, 6}, new int[] {7, 8}, new boolean[] {true, false},
        new double[][] {{1, 2}, {3, 4}}, new float[][][] {{{1, 2}, {3}}, {}});
  }

  @Test
  void ragged() {
    program("""
        fn f(n:i32) {
          t:f64[][] = new f64[][](n)
          t.1:f64[][] = for 0 .. n carry [t] (i:i32, t.2:f64[][]) {
            row:f64[] = new f64[](i)
            row.1:f64[] = for 0 .. i carry [row] (j:i32, row.2:f64[]) {
              x:f64 = to_f64 j
              row.3:f64[] = store row.2[j], x
              yield row.3
            }
            t.3:f64[][] = store t.2[i], row.1
            yield t.3
          }
          g:f64[][] = zeroslike t.1
          g.1:f64[][] = addat g[], t.1
          s:i32 = length t.1[2]
          yield t.1, g.1, s
        }
        """).agreesAt(4).throwsAt(ArrayIndexOutOfBoundsException.class, 2).throwsAt(NegativeArraySizeException.class, -1);
  }

  @Test
  void aTapeThatGrows() {
    program("""
        fn f(x0:f64) {
          t:f64[] = new f64[](1)
          x:f64, t.1:f64[], n:i32 = while carry [x0, t, 0] (x.1:f64, t.2:f64[], n.1:i32) {
            c:bool = gt x.1, 0.01
            yield c
          } do (x.2:f64, t.3:f64[], n.2:i32) {
            n.3:i32 = add n.2, 1
            t.4:f64[] = grow t.3, n.3
            t.5:f64[] = store t.4[n.2], x.2
            x.3:f64 = mul x.2, 0.7
            yield x.3, t.5, n.3
          }
          s:f64 = for down 0 .. n carry [x] (i:i32, s.1:f64) {
            y:f64 = load t.1[i]
            s.2:f64 = add s.1, y
            yield s.2
          }
          yield s, n, t.1
        }
        """).agreesAt(1.0).agreesAt(0.0);
  }
}
