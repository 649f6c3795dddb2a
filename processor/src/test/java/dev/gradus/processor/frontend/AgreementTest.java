package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation.Status;
import dev.gradus.lax.Lax;
import dev.gradus.processor.frontend.Programs.Reports;
import dev.gradus.processor.ir.Verifier;
import dev.gradus.processor.transform.Copies;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Small methods, a feature or two each: what is lowered computes, bit for bit, what javac makes of the same text, and keeps the rules of
 * ownership.
 */
class AgreementTest {
  private static final int RUNS = 60;

  private static final String ARITHMETIC = """
      class P {
        static double literals(double x) {
          return x + 1 + 2.5f + 3L + 0x10 + 0b11 + 017 + 1_000 + 1e-3 + .5 + 'a' + 0x1p-2 - -2147483648 + 1D; }
        static int promotion(int a, long b, float c, double d) { return (int) (a + b) + (int) (b * c) + (int) (c / d) + (int) (a % 7 + d); }
        static float floats(float x, int n) { float y = n; y = x * y + 1; return y / 3 - x % 2; }
        static float mixed(float x, double y) { return (float) (x * y); }
        static int wraps(int a, int b) { return a * b + a - b * 31 + Integer.MAX_VALUE; }
        static int divides(int a, int b) { return a / b + a % b; }
        static long longs(long a, int b) { return a * b - (a >> 3) + (a >>> b) - (a << 70) + (a ^ b) + (a & 0xff) + ~a; }
        static int shifts(int a, long n, int m) { return (a << n) + (a >> m) + (a >>> n) + (a << 33); }
        static int bits(int a, int b) { return (a & b) | (a ^ ~b); }
        static boolean logic(boolean a, boolean b) { return a & !b | a ^ b; }
        static boolean equalities(boolean a, boolean b, int i, long j, double x) { return a == b ^ i == j ^ x != i; }
        static boolean compares(double x, float y, int i) { return x < y || y >= i || x <= i && y > 2; }
        static double casts(double x) { return (int) x + (long) x + (float) x + (double) (int) (float) x + (int) 3e10 + (long) Double.NaN; }
        static double negatives(double x) { return -x + -(-x) + +x - -0.0; }
        static long compoundNarrowing(int i, float f, long l, double d) {
          i += 1.5; i *= f; i -= d; i /= 2.5f; i <<= l; i >>= 2; i >>>= 1; l += d; l *= i; l %= 1000; f *= d; f -= l; i ^= l; i |= 3;
          i &= 0xfff;
          return i + l + (long) f;
        }
        static int increments(int i) { int a = i++; int b = ++i; int c = i-- - --i; a += i++ + ++i;
          return a * 1000 + b * 100 + c * 10 + i; }
        static double realIncrements(double x, float y) { x++; --y; double z = x-- + ++y; return z * x * y; }
        static double assignmentsInside(double x) { double y, z; y = (z = x * 2) + (x = 3) * z; return (x += y) * x + z; }
        static int leftFirst(int i) { return i + (i = 3) * i + i++ * i; }
        static double conditional(double x, int n) { return x > 0 ? n : n < 2 ? x * 2 : 1; }
        static double selected(double x, double y) { return x > y ? x : y; }
        static double trappingConditional(double[] a, int i) { return i >= 0 && i < a.length ? a[i] : -1; }
        static boolean shortCircuit(double[] a, int i) { return i < 0 || i >= a.length || a[i] > 0 && a[a.length - 1] < 1; }
        static double shortCircuitEffects(double x, int n) { int k = 0; boolean b = x > 0 && (k = n) > 1 || (k += 5) > 2;
          return b ? k : -k; }
        static double vars(double x) { var y = x * 2; final var z = 1 + 2; final double w = y; return y + z * w; }
        static int chars(int c) { return c - '0' + 'z'; }
        static double blocks(double x) { { double y = x; x = y * y; } { double y = x + 1; x *= y; } return x; }
        static double deadBranch(double x) { final boolean debug = false; if (debug) { x = 0; } if (true) x += 1; else x -= 1; return x; }
        static long realBits(double x, float y) { return Double.doubleToLongBits(x) ^ Double.doubleToRawLongBits(x * 2) + Float.floatToIntBits(y) - Float.floatToRawIntBits(y * 3); }
        static double fromBits(double x, int n) { return Double.longBitsToDouble(0x5fe6eb50c7b537a9L - (Double.doubleToRawLongBits(x) >> 1)) + Float.intBitsToFloat(n); }
        static int intBits(int a, int n) {
          return Integer.bitCount(a) + 3 * Integer.numberOfLeadingZeros(a) + 5 * Integer.numberOfTrailingZeros(a) + Integer.rotateLeft(a, n)
              ^ Integer.rotateRight(a, n) + Integer.highestOneBit(a) - Integer.lowestOneBit(a) ^ Integer.reverse(a) + Integer.reverseBytes(n)
              + Integer.signum(a) + Integer.compare(a, n) + Integer.compareUnsigned(a, n);
        }
        static long longBits(long a, int n) {
          return Long.bitCount(a) + 3 * Long.numberOfLeadingZeros(a) + 5 * Long.numberOfTrailingZeros(a) + Long.rotateLeft(a, n)
              ^ Long.rotateRight(a, n) + Long.highestOneBit(a) - Long.lowestOneBit(a) ^ Long.reverse(a) + Long.reverseBytes(n)
              + Long.signum(a) + Long.compare(a, n) + Long.compareUnsigned(n, a) + Integer.toUnsignedLong(n);
        }
        static long unsigned(int a, long b) { return Integer.divideUnsigned(a, 7) + Integer.remainderUnsigned(7, a) + Long.divideUnsigned(b, a) - Long.remainderUnsigned(a, b); }
        static int comparisons(double x, double y, float f) { return Double.compare(x, y) * 3 + Float.compare(f, 0f) + Double.compare(f, x); }
        static double strictnessOfZero(double x) { return x * 0 + 0.0; }
      }
      """;

  private static final String MATH = """
      import static java.lang.Math.*;
      class P {
        static double everyDouble(double x, double y) {
          return sin(x) + cos(x) + tan(x) + asin(x) + acos(x) + atan(x) + atan2(x, y) + sinh(x) + cosh(x) + tanh(x) + exp(x)
              + expm1(x) + log(x) + log10(x) + log1p(x)
              + pow(x, y) + sqrt(x) + cbrt(x) + hypot(x, y) + toDegrees(x) + toRadians(x) + fma(x, y, x) + IEEEremainder(x, y);
        }
        static double roundings(double x, double y) {
          return floor(x) + ceil(x) + rint(x) + signum(x) + ulp(x) + round(x) + getExponent(x) + nextUp(x) + nextDown(x)
              + nextAfter(x, y) + copySign(x, y) + scalb(x, 3);
        }
        static float floatOnes(float x, float y) {
          return abs(x) + max(x, y) + min(x, 1) + round(x) + signum(x) + ulp(x) + copySign(x, y) + fma(x, y, 2f) + nextUp(x)
              + scalb(x, 2) + Math.clamp(x, -1f, 1f);
        }
        static double promoted(float x, int i, long l) { return max(x, i) + max(i, l) + abs(i) + sqrt(i) + pow(i, x) + min(l, x) + sin(l); }
        static int exact(int a, int b) {
          return addExact(a, b) + subtractExact(a, b) + multiplyExact(a, 3) + negateExact(b) + incrementExact(a) + decrementExact(b)
              + absExact(a); }
        static long exactLongs(long a, int b) {
          return addExact(a, b) + multiplyExact(a, b) + toIntExact(a) + floorDiv(a, b) + floorMod(a, b) + ceilDiv(a, b); }
        static long wide(int a, int b, long c) {
          return multiplyFull(a, b) + multiplyHigh(c, a) + unsignedMultiplyHigh(c, c) + floorMod(a, b) + ceilMod(a, b) + clamp(c, -5, 5); }
        static double clamps(double x, double lo, double hi) { return clamp(x, lo, hi); }
        static double constants(double x) {
          return Math.PI * x + E + Double.MAX_VALUE * 0 + Integer.MIN_VALUE + Float.MIN_NORMAL + Long.MAX_VALUE; }
        static double boxes(double x, double y, int i, int j, long l) {
          double s = Double.max(x, y) + Double.sum(x, y) + Integer.max(i, j) + Integer.sum(i, j) + Long.min(i, l);
          return Double.isNaN(x) ? 0 : Double.isInfinite(y) ? 1 : Double.isFinite(s) ? s : 2;
        }
      }
      """;

  private static final String CONTROL = """
      class P {
        static int fromTheLargest(int n) { if (n < 0 || n > 50) return 1; int s = 0; for (int i = Integer.MAX_VALUE; i > Integer.MAX_VALUE - n; i--) s = s * 3 + i; int j;
          for (j = Integer.MAX_VALUE; j >= 0x7fffff00; j -= 7) s ^= j; return s + j; }
        static int toTheSmallest(int n) { if (n < 0 || n > 50) return 1; int s = 0; for (int i = Integer.MIN_VALUE + n; i > Integer.MIN_VALUE; i--) s = s * 3 + i;
          for (int i = Integer.MIN_VALUE; i < Integer.MIN_VALUE + n; i++) s = s * 5 + i; return s; }
        static int overflows(int n) { int s = 0; for (int i = Integer.MAX_VALUE - 3; i <= Integer.MAX_VALUE && s < 3; i++) s++;
          for (int i = Integer.MAX_VALUE - 3; i <= Integer.MAX_VALUE; i++) { if (i < 0) break; s += i; } return s; }
        static double earlyReturns(double x, int n) { if (x < 0) return -x; if (n == 1) { return x * 2; } else if (n == 2) { return 3; }
          x += n; if (x > 3) return 1; return x; }
        static int nestedReturns(int a, int b) { if (a > 0) { if (b > 0) return 1; a = -a; } else { if (b < 0) { b = a; } else return b; }
          return a * 10 + b; }
        static double sum(double[] a) { double s = 0; for (int i = 0; i < a.length; i++) s += a[i]; return s; }
        static double neighbours(double[] a) { double s = 0; for (int i = 0; i + 1 < a.length; i++) s += a[i] * a[i + 1];
          int j = 7; for (j = 0; a.length >= j + 2; j += 2) s -= a[j]; return s + j; }
        static int downwards(int n) { if (n > 1000) n = 9; int s = 0; for (int i = n - 1; i >= 0; i--) s = s * 3 + i; return s; }
        static int downExclusive(int n) { if (n > 1000) n = 9; int s = 0; for (int i = n; i > 1; --i) s = s * 3 + i; return s; }
        static int inclusive(int n) { if (n > 100) return 0; int s = 0; for (int i = 1; i <= n; i++) s = s * 3 + i; return s; }
        static int mirrored(int n) { if (n > 100) return 0; int s = 0; for (int i = -2; n > i; i += 1) s = s * 3 + i; return s; }
        static int strides(int n) { if (n > 100) return 0; int s = 0; for (int i = 0; i < n; i += 3) s = s * 3 + i; for (int i = n;
          i >= 0; i -= 2) s = s * 5 + i; return s; }
        static int strideFrom(int lo, int n) { if (lo < -50 || n > 100) return 0; int s = 0, k; for (k = lo; k < n;
          k = k + 2) s = s * 3 + k; return s * 31 + k; }
        static int indexAfter(int n) { if (n > 100) return 0; int i; for (i = 0; i < n; i++) { } int j; for (j = n; j > 2; j--) ; int k;
          for (k = n; k >= 0; k -= 3) ; return i * 10000 + j * 100 + k; }
        static int indexReadAfterZeroTrips(int n) { if (n > 50) return 1; int i = 5; for (; i < n; i++) ; return i; }
        static int stepAssignedInBody(int n) { int s = 0; for (int i = 0; i < n && s < 50; i++) { if (i == 2) i++; s += i; } return s; }
        static int boundChanges(int n) { if (n > 100) return 0; int s = 0; for (int i = 0; i < n; i++) { s += i; if (s > 5) n = n - 1; }
          return s * 100 + n; }
        static long longIndex(long n) { if (n > 100) return 0; long s = 0; for (long i = 0; i < n; i++) s = s * 3 + i; return s; }
        static int twoIndices(int n) { if (n > 100) return 0; int s = 0; for (int i = 0, j = n; i < n; i++, j -= 2) s = s * 7 + i * j;
          return s; }
        static int whiles(int n) { int k = 0; while (n > 1 && k < 60) { n = n % 2 == 0 ? n / 2 : 3 * n + 1; k++; } return k; }
        static double newton(double a) { double x = a; int k = 0; while (Math.abs(x * x - a) > 1e-9 && k++ < 20) x = (x + a / x) / 2;
          return x * 1000 + k; }
        static int doLoop(int n) { int k; int c = 0; do { k = c * n; c++; if (c == 3) continue; } while (k < 40 && c < 10);
          return k * 100 + c; }
        static double breaks(double[] a) { double s = 0; for (int i = 0; i < a.length; i++) { if (a[i] < -2) break; s += a[i]; } return s; }
        static double continues(double[] a) { double s = 0; for (int i = 0; i < a.length; i++) { if (a[i] < 0) continue; s += a[i];
          if (s > 4) { s /= 2; continue; } s++; } return s; }
        static int returnsInside(double[] a, double x) { for (int i = 0; i < a.length; i++) { if (a[i] > x) return i; } return -1; }
        static int returnsDeep(double[] a, double x) {
          int k = 0;
          for (int i = 0; i < a.length; i++) { for (int j = 0; j < i; j++) { if (a[j] + a[i] > x) return i * 10 + j; k++; }
          if (k > 8) break; }
          return -k;
        }
        static int labels(int n) {
          if (n > 20) return 0;
          int s = 0;
          outer: for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { if (j == 3) continue outer; if (i * j == 12) break outer;
          s += i + j; } s *= 2; }
          return s;
        }
        static int labelledBlock(int n) { int s = 1; found: { if (n > 2) break found; s = 5; if (n < 0) break found; s += n; }
          return s * 2; }
        static int endless(int n) { int k = 0; int last; while (true) { last = k * 2; if (last >= n || k > 30) break; k++; }
          return last + k; }
        static int endlessReturn(int n) { for (int k = 0; ; k += 2) { if (k > n || k > 40) return k; } }
        static double alwaysReturns(double[] a, int n) {
          double s = 0; double[] b = a.clone();
          for (int i = 0; i < n; i++) { s += i; b = new double[] {s}; if (s > 1) return s; else return b[0] + 1; }
          while (n > 0) { n--; s = 3; return s + b.length; }
          return s + b.length + n;
        }
        static int breakThenMore(int n) { int s = 0; while (s < 100) { s += 7; if (s % 5 == n) break; if (s == 21) { s += 2; continue; }
          s++; } s *= 2; return s; }
        static double forEach(double[] a) { double s = 1; for (double x : a) s = s * 0.5 + x; return s; }
        static double forEachBreak(int[] a) { double s = 0; for (int x : a) { if (x == 3) break; if (x < 0) continue; s += x; } return s; }
        static double forEachRows(double[][] m) { double s = 0; for (double[] row : m) for (var x : row) s += x; return s; }
        static double lateAssignment(double x) { double y; if (x > 0) y = 1; else y = x; double z; { if (x > 1) { z = 2; } else return y;
          } return y + z; }
        static double loopLocal(double[] a) { double t; double s = 0; for (int i = 0; i < a.length; i++) { t = a[i] * 2; s += t; }
          return s; }
        static int shadowedNames(int n) { int s = 0; for (int i = 0; i < 3; i++) { int t = i + n; s += t; } for (int i = 3; i > 0; i--) {
          int t = i * n; s -= t; } return s; }
        static int nestedTriangular(int n) { if (n > 30) return 0; int s = 0; for (int i = 0; i < n; i++) for (int j = i; j < n;
          j++) for (int k = 0; k <= j; k++) s += i * j - k; return s; }
        static int sideEffectInCondition(int n) { int i = 0; int s = 0; while (i++ < n && i < 20) s += i; return s * 100 + i; }
        static double[] returnsOneOfTwo(double[] a, boolean b) { double[] x = a.clone(); double[] y = new double[a.length];
          if (b) return x; return y; }
        static double[] returnsFromLoop(double[] a) { double[] x = a.clone(); for (int i = 0; i < a.length; i++) { x[i] += 1;
          if (a[i] > 1) return x; } return new double[] {x.length}; }
        static void nothing(double x) { }
        static void earlyVoid(double[] a, int i) { if (i < 0) return; a[0] = i; if (i == 0) return; a[0] += 1; }
      }
      """;

  private static final String SWITCHES = """
      class P {
        static final int FOUR = 4;
        static double arrows(int n, double x) { switch (n) { case 0 -> x = 1; case 1, 2 -> { x *= 2; x += n; } case FOUR -> { return x; }
          default -> x = -x; } return x * 3; }
        static double noDefault(int n, double x) { switch (n) { case 0 -> x++; case -1 -> x *= 5; } return x; }
        static double colons(int n, double x) { switch (n) { case 0: x = 2; break; case 1: case 2: x *= n; break; default: x -= 1;
          break; case 5: x = 5; } return x; }
        static double fallsThrough(int n, double x) { double y = 1; switch (n) { case 3: y *= x; case 2: y *= x; case 1: y *= x; break;
          default: y = -1; case 5: y += 10; case 6: y *= 2; } return y; }
        static double fallsThroughSometimes(int n, double x) { switch (n) { case 0: x += 1; if (x > 0) break; x = 7; case 1: x *= 2;
          if (x < -1) return x; case 2: x += 0.5; break; case 3: { x = 9; break; } case 4: return 4; } return x * 10; }
        static double sharedScope(int n, double x) { switch (n) { case 0: double t = x; x = t * t; break; case 1: t = 3; x += t; default:
          t = x + 1; x = t * 2; } return x; }
        static double assignsOnEachPath(int n) { double y; int k; switch (n) { case 0: y = 1; k = 2; break; case 1: y = 2; default: y = 3;
          k = 5; } return y * k; }
        static double expression(int n, double x) { return switch (n) { case 0 -> 1.5; case 1, 2 -> x * n; default -> -x; } * 2; }
        static double yields(int n, double x) { double y = switch (n % 3) { case 0: x += 1; case 1: yield x * 2; default: { if (x > 0)
          yield 1; x = 5; } yield x; }; return y + x; }
        static long promotes(int n, long l) { var r = switch (n) { case 0 -> 1; case 1 -> 'c'; default -> l; }; return r * 3; }
        static boolean conditions(int n, double x) { return switch (n) { case 0 -> x > 0; case 1 -> true; default -> n > 3; } && x < 2; }
        static int nested(int n, int m) { return switch (n) { case 0 -> switch (m) { case 0 -> 1; default -> { int k = m; switch (k) {
          case 1: k = 5; break; case 2: k += 1; default: k *= 2; } yield k; } }; case 1 -> { int s = 0; for (int i = 0; i < 4; i++) {
          if (i == m) break; s += switch (i) { case 2 -> 10; default -> i; }; } yield s; } default -> n; }; }
        static double yieldsFromLoop(double[] a, int n) { return switch (n) { case 0 -> { for (int i = 0; i < a.length; i++) if (a[i] > 1)
          yield a[i]; yield -1; } case 1 -> { int k = 0; while (true) { if (k * k > a.length) yield k; k++; } } default -> 0.5; }; }
        static int insideLoop(int[] a) { int s = 0; outer: for (int i = 0; i < a.length; i++) { switch (a[i]) { case 0: continue;
          case 1: s += 5; break; case 2: break outer; case 3: s *= 2; default: s++; } s += 100; } return s; }
        static int whileSwitch(int n) { int k = 0; while (k < 20) { switch (k % 4) { case 3 -> k += n > 0 ? n : 1; case 0 -> { if (n == 2)
          return k; k++; } default -> k += 2; } } return k; }
        static double trapsInOneCase(double[] a, int n) { return switch (n) { case -1 -> 0; case 1 -> a[1]; default -> a[n] * 2; }; }
        static void storesInCases(double[] a, int n) { switch (n) { case 0 -> a[0] = 1; case 1 -> { a[1] = 2; a[0] += 1; }
          default -> a[0] = a[n]; } }
        static double selectorOnce(int n) { int i = n; switch (i++) { case 0: i += 5; case 1: i *= 2; } return i; }
        static double freshArrays(double[] a, int n) { double[] b = switch (n) { case 0 -> a.clone(); case 1 -> new double[] {1, 2};
          default -> new double[3]; }; b[0] += 1; return b[0] + b[1] + a[0]; }
        static double labelled(int n, double x) { out: switch (n) { case 0: for (int i = 0; i < 5; i++) { if (i > x) break out; x--; }
          default: x = 100; } return x; }
        static double constantSelector(double x) { final int kind = 2; switch (kind) { case 1: x = 1; break; case 2: x *= 2; } return x; }
        static double onlyDefault(int n, double x) { switch (n) { default: x *= n; } switch (n) { } return x; }
        static int letters(int n) { return switch ('a' + n) { case 'a' -> 1; case 'b', 'c' -> 2; default -> 3; }; }
        record Pair(double a, int b) {}
        static double records(int n, Pair p) { Pair q = switch (n) { case 0 -> p; case 1 -> new Pair(n, 3);
          default -> new Pair(p.a() * 2, n); }; return q.a() + q.b(); }
      }
      """;

  private static final String EXCEPTIONS = """
      import java.util.NoSuchElementException;
      class P {
        static final String WHAT = "below ";
        static final char SIGN = '<';
        static final int LEAST = 1;
        static final class Odd extends IllegalArgumentException { Odd() {} Odd(String message) { super(message); } }
        static double guard(double x) { if (x < 0) throw new IllegalArgumentException("negative: " + x); return Math.sqrt(x); }
        static double bare(double x) { if (x < 0) { throw new IllegalStateException(); } return x; }
        static double users(double x) { if (x < 0) throw new Odd(); if (x > 1) throw new Odd("x is \\"" + x + "\\""); return x; }
        static double concatenation(double x, float y, int n, long k, boolean b) {
          if (b) throw new IllegalStateException(n + k + " " + x + ' ' + y + SIGN + (n + 1) + n + 1 + b + 2.0f + 1e10 + (x + y) + -n);
          return x;
        }
        static int constants(int n) { if (n < LEAST) throw new ArithmeticException(WHAT + LEAST + P.WHAT + Integer.MAX_VALUE); return 1 / n; }
        static double empty(double x) { if (x < 0) throw new IllegalStateException(""); return x; }
        static double numbersAlone(int n) { if (n < 1) throw new IllegalStateException("" + n + n); return n; }
        static double elseThrows(double x, int n) { double y; if (n > 0) { y = x * n; } else { throw new IllegalArgumentException("n " + n); } return y; }
        static double bothThrow(double x) { if (x < 0) throw new Odd("below"); else throw new IllegalStateException("above"); }
        static double lastThrows(double x) { if (x > 0) return x; throw new Odd("not above " + 0); }
        static double nested(double x, int n) {
          double y = x;
          if (n > 0) { if (n > 1) { if (x > 0) throw new Odd("1"); y = 2 * x; } else { throw new Odd("2"); } y += 1; } else { y = 3; }
          return y;
        }
        static double inLoop(double[] a) {
          double s = 0;
          for (int i = 0; i < a.length; i++) { if (a[i] > 3) throw new Odd("a[" + i + "] = " + a[i]); s += a[i]; }
          return s;
        }
        static double inWhile(double[] a, double x) {
          int i = 0;
          double s = 0;
          while (true) { s += a[i]; if (s > x) break; if (++i > 5) throw new Odd("never " + s); }
          return s;
        }
        static double leavesOrThrows(double[] a, int n) {
          for (double v : a) { if (v > 0) return v; if (v < -3) throw new Odd("low " + v); if (n > 3) continue; n++; }
          return n;
        }
        static double alwaysInLoop(double[] a) { for (double v : a) throw new Odd("first " + v); return 1; }
        static double whileThrows(double x, int n) { while (n > 0) { x += n--; throw new Odd("x " + x); } return x; }
        static double doThrows(double x) { do { x += 1; if (x > -5) throw new Odd("x " + x); } while (x < -1 && x > -9); return x; }
        static int statementSwitch(int n) {
          int k;
          switch (n) { case 0: k = 1; break; case 1: throw new Odd("one"); case 2: k = 5; break; default: throw new Odd("other " + n); }
          return k;
        }
        static int ruleSwitch(int n) { int k = 0; switch (n) { case 0 -> k = 1; case 1 -> throw new Odd("1"); default -> { k = n; } } return k; }
        static int expressionSwitch(int n) { return 2 * switch (n) { case 0 -> 7; case 1 -> { if (n > 0) throw new Odd("one"); yield 3; } default -> throw new NoSuchElementException("no " + n); }; }
        static int oldExpressionSwitch(int n) { return switch (n) { case 0: yield 1; default: throw new Odd("no"); } + n; }
        static double inLoopSwitch(int[] a) { double s = 0; for (int c : a) s += switch (c) { case 0, 1 -> 1; case 2 -> 3; default -> throw new Odd("c " + c); }; return s; }
        static double helper(double x) { return checked(x) + checked(2 * x + 1); }
        static double checked(double x) { if (Double.isNaN(x)) throw new Odd("NaN"); return x; }
        static double alwaysThrows(double x) { throw new UnsupportedOperationException("x = " + x); }
        static double callsWhatThrows(double x, int n) { return n > 2 ? alwaysThrows(x) : x; }
        static void check(int n, int length) { if (n >= length) throw new IndexOutOfBoundsException("n " + n + " of " + length); }
        static double checks(double[] a, int n) { check(n, a.length); return n < 0 ? 0 : a[n]; }
        static void writes(double[] a, double x) { a[0] = x; if (x > 0) throw new Odd("x"); a[0] += 1; }
        static double error(double x) { if (x > 0) throw new AssertionError("x " + x); return x; }
        static void addsWhatThrows(double[] a, int i, double x) { a[i] += guard(x); a[i + 1] -= checked(x) * guard(x); }
        static void addsQuotient(double[] a, int i, int n) { a[i] += 1 / n; a[i + 1] += i % n; }
        static void storesWhatThrows(double[][] m, int i, double x) { m[i][0] = guard(x); m[0][i] = 1 / i; m[i][1] *= guard(x); }
        static void addsChosen(double[] a, int i, double x) { a[i] += switch (i) { case 0 -> x; case 1 -> guard(x); default -> throw new Odd("i"); }; }
        static double ordered(double[] a, int n) { double s = a[n]; if (n > 1) throw new Odd("n"); return s + a[n + 1]; }
        static double messageTraps(double[] a, int n) { if (n != 1) throw new Odd("a " + a[n]); return a[0]; }
        static double[] arrays(double[] a, int n) { double[] b = new double[2]; if (n < 1) throw new Odd("n"); else b = a.clone(); b[0] = n; return b; }
        static double block(double x) { done: { if (x > 1) break done; if (x < 0) throw new Odd("x"); x = 5; } return x; }
        static double textBlock(double x) { if (x < 0) throw new Odd("two\\n$ % \\u00e4\\t\\\\" + x); return x; }
      }
      """;

  private static final String ARRAYS = """
      class P {
        static double[] makes(int n) { double[] a = new double[n]; for (int i = 0; i < a.length; i++) a[i] = i * 0.5; return a; }
        static int[] initialised(int n) { int[] a = {1, n, 3}; a[1] *= 2; return a; }
        static double[][] rectangle(int n, int m) { if (n > 50 || m > 50) return new double[][] {{1}, {2, 3}};
          double[][] a = new double[n][m]; for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) a[i][j] = i - j; return a; }
        static float[] floatElements(float[] a, double d, int i) { for (int k = 0; k < a.length; k++) { a[k] += i; a[k] *= d; a[k] -= d;
          a[k]++; } return a; }
        static long[] longs(int n) { return new long[] {n, n + 1L, 'c'}; }
        static boolean[] sieve(int n) { if (n < 0 || n > 40) n = 10; boolean[] c = new boolean[n]; for (int i = 2; i < n;
          i++) for (int j = 2 * i; j < n; j += i) c[j] |= true; return c; }
        static double[][] ragged(int n) { if (n < 0 || n > 20) return new double[0][]; double[][] a = new double[n][]; for (int i = 0;
          i < n; i++) { a[i] = new double[i + 1]; a[i][i] = 1; } return a; }
        static void scale(double[] a, double s) { for (int i = 0; i < a.length; i++) a[i] *= s; }
        static void prefix(double[] a) { for (int i = 1; i < a.length; i++) a[i] += a[i - 1]; }
        static double writesAndReturns(double[] a, double[] b) { a[0] = b[0] + 1; b[1] = a[0] * 2; return a[0] + b[1]; }
        static double addsToItself(double[] a, int i) { a[i] += a[i] * 2; a[i] -= a[0]; a[0] += a[i] += 3; return a[0]; }
        static int[] counters(int[] a) { for (int i = 0; i < a.length; i++) { a[i]++; a[a.length - 1 - i] -= a[i]--; ++a[i]; } return a; }
        static double valueOfStores(double[] a) { double x = a[0] = 3; double y = a[1]++ + ++a[1]; a[0] = a[1] = x + y; return a[0] -= 1; }
        static void indexEffects(double[] a, int i) { a[i++] = i; a[i] += i++; a[0] = a[i - 1] + (i = 1); }
        static double oldValueFirst(double[] a) { a[0] += (a[0] = 2) + a[0]; return a[0]; }
        static double reads(double[] a) { double x = a[0]; a[0] = 5; return x + a[0]; }
        static double aliases(double[] a) { double[] b = a; b[0] = 7; double s = a[0]; a[1] = 2; return s + b[1]; }
        static double clones(double[] a) { double[] b = a.clone(); b[0] = 7; a[1] = 3; return a[0] + b[1] + b[0]; }
        static double laterOneArray(double[] p, int n) { double[] u = p.clone(); double s = 0; for (int i = 0; i < n; i++) { s += u[0]; if (n % 3
          == 0) u = p; s *= 2; } return s + u[0] + p[0]; }
        static double laterACopy(double[] p, int n) { double[] u = p.clone(); for (int i = 0; i < n; i++) { u[0] += 1; if (n % 3 == 0) u =
          p.clone(); p[0] += 2; } return p[0] * 3 + u[0]; }
        static double rowView(double[][] m, int i) { double[] row = m[i]; row[0] = 4; row[1] += m[i][0]; return m[i][1] + row[0]; }
        static double rowsOfRows(double[][] m) { double s = 0; for (int i = 0; i < m.length; i++) { double[] r = m[i]; for (int j = 0;
          j < r.length; j++) { r[j] += i; s += r[j]; } } return s; }
        static double rowLengths(double[][] m) { double s = 0; for (int i = 0; i < m.length; i++) for (int j = 0; j < m[i].length;
          j++) s += m[i][j] * j; return s; }
        static void previousRow(double[][] m) { double[] prev = m[0]; for (int i = 1; i < m.length; i++) { double[] cur = m[i];
          for (int j = 0; j < cur.length; j++) cur[j] += prev[j]; prev = cur; } }
        static void swapRows(double[][] m, int i, int j) { double[] t = m[i]; m[i] = m[j]; m[j] = t; m[i][0] += 1; t[1] = 9; }
        static void pivots(double[][] m) { for (int k = 0; k + 1 < m.length; k++) { if (m[k][0] < m[k + 1][0]) { double[] t = m[k];
          m[k] = m[k + 1]; m[k + 1] = t; } } }
        static void freshRows(double[][] m) { for (int i = 0; i < m.length; i++) { double[] r = new double[2]; r[0] = i; m[i] = r;
          r[1] = m[i][0] + 1; } }
        static void clonedRow(double[][] m) { m[0] = m[1].clone(); m[0][0] = 5; m[1][0] = 6; }
        static double pingPong(double[] x, int steps) {
          if (steps > 20) steps = 3;
          double[] a = x.clone(); double[] b = new double[x.length];
          for (int s = 0; s < steps; s++) { for (int i = 0; i < a.length; i++) b[i] = a[i] * 0.5 + s; double[] t = a; a = b; b = t; }
          double r = 0; for (int i = 0; i < a.length; i++) r += a[i] - 2 * b[i]; return r;
        }
        static double pingPongBreak(double[] x, double tol) {
          double[] a = x.clone(), b = x.clone(); int k = 0; double[] t;
          while (k < 10) { double d = 0; for (int i = 0; i < a.length; i++) { b[i] = a[i] / 2; d += Math.abs(b[i] - a[i]); } k++;
          if (d < tol) break; t = a; a = b; b = t; }
          double r = 0; for (double v : a) r += v; for (double v : b) r -= 3 * v; return r * 100 + k;
        }
        static double branchSwap(double[] x, double[] y, boolean c) { double[] a = x.clone(), b = y.clone(); if (c) { double[] t = a;
          a = b; b = t; } a[0] = 1; b[0] += 2; return a[0] * b[0] + a[1]; }
        static double eitherArray(double[] x, boolean c) { double[] a; if (c) a = x.clone(); else a = new double[] {1, 2}; a[0] = 3;
          return a[0] + a[1]; }
        static double conditionalArray(double[] x, boolean c) { double[] a = c ? x.clone() : new double[3]; a[1] += 2; return a[1] + a[0]; }
        static double reassigned(double[] a) { a = new double[2]; a[0] = 3; return a[0] + a.length; }
        static void storeInBranch(double[] a, int i) { if (i > 0) { a[0] = i; } else if (i < 0) a[1] = 2; else { a[0] += 1; a[1] -= 1; } }
        static void traps(double[] a, int i, int n) { a[0] = 1; double[] b = new double[n]; a[i] = b.length; }
        static double outOfRangeRow(double[][] m, int i) { double[] unused = m[i]; return m.length; }
        static int emptyLoops(double[] a) { int c = 0; for (int i = 0; i < 0; i++) c += a[i]; for (int i = 5; i < a.length - 100;
          i++) a[i] = 1; return c; }
        static double threeRanks(int n) { if (n < 2 || n > 5) return 0; double[][][] t = new double[n][n][n]; double[][] p = t[1];
          p[0][1] = 3; t[1][1] = new double[] {1, 2}; return t[1][0][1] + t[1][1][1] + t[0][0][0] + t.length + t[1].length + p[0].length; }
        static int[][] table() { int[][] t = {{1, 2}, {3}, {}}; t[1][0] = t[0][1]; return t; }
        static double[] histogram(double[] a, int bins) { if (bins < 1 || bins > 50) bins = 4; double[] h = new double[bins];
          for (double x : a) h[Math.floorMod((int) x, bins)] += x; return h; }
        static void gauss(double[][] a, double[] b) {
          int n = Math.min(a.length, b.length);
          for (int k = 0; k < n; k++) for (int i = k + 1; i < n; i++) { double f = a[i][k] / a[k][k]; for (int j = k; j < n;
          j++) a[i][j] -= f * a[k][j]; b[i] -= f * b[k]; }
        }
        static double[] variadic(double... xs) { xs[0] = 1; return xs; }
        static double oldStyle(double a[], double[] b[]) { double c[] = {1}, d = 2; return a[0] + b[0][0] + c[0] + d; }
      }
      """;

  private static final String ARRAY_CALLS = """
      import java.util.Arrays;
      class P {
        static double fills(double[] a, int n) { Arrays.fill(a, n); double[] b = new double[3]; Arrays.fill(b, a[0] + 1); return b[2]; }
        static void fillsRow(double[][] m, int i) { Arrays.fill(m[i], m[0][0] = 3); }
        static void fillsRange(double[] a, int from, int to, float v) { a[0] = 7; Arrays.fill(a, from, to, v); a[0] += 1; }
        static boolean[] fillsBooleans(int n) { boolean[] b = new boolean[4]; Arrays.fill(b, 1, n, true); return b; }
        static long[] fillsLongs(long[] a, int n) { long[] b = a; Arrays.fill(b, n); return a; }
        static double[] copies(double[] a, int n) { double[] b = Arrays.copyOf(a, n); b[0] += 1; a[1] = 5; return b; }
        static int[] copiesRange(int[] a, int from, int to) { return Arrays.copyOfRange(a, from, to); }
        static double copiesRowRange(double[][] m, int i, int to) { double[] r = Arrays.copyOfRange(m[i], 1, to); m[i][1] = 9;
          return r[0] + r.length; }
        static void moves(double[] a, int from, double[] b, int to, int n) { b[0] = 1; System.arraycopy(a, from, b, to, n); }
        static void overlaps(double[] a, int from, int to, int n) { System.arraycopy(a, from, a, to, n); a[0] -= 1; }
        static void movesRows(double[][] m, int i, int j) { System.arraycopy(m[i], 0, m[j], 1, 2); double[] r = m[i]; r[0] = 4;
          System.arraycopy(r, 0, m[i], 2, 1); }
        static double inLoop(double[] x, int n) { double[] a = x.clone(), b = new double[x.length]; for (int k = 0; k < n; k++) {
          System.arraycopy(a, 0, b, 1, a.length - 1); b[0] = k; double[] t = a; a = b; b = t; } return a[0] + b[1]; }
      }
      """;

  private static final String CALLS = """
      import static p.Constants.HALF;
      import static p.Helper.*;
      class P {
        static final double SCALE = 3;
        static final double LOG2 = Math.log(2);
        static final int N = 2 + 1;
        static final float F = Constants.HALF / N;
        record Point(double x, double y) {}
        record Line(Point from, Point to, int weight) {}
        record Model(double[] w, double b, double[][] m) {}
        static double square(double x) { return x * x; }
        static double calls(double x) { return square(square(x) + 1) + P.square(2); }
        static double constants(double x) { return x * SCALE + LOG2 + N + F + HALF + Constants.TWICE + Constants.Inner.DEEP; }
        static double otherFile(double x) { return Helper.cube(x) + cube(2) + Helper.Nested.shift(x); }
        static double overload(int i, long l, float f, double d) {
          return Choice.kind(i) + 10 * Choice.kind(l) + 100 * Choice.kind(f) + 1000 * Choice.kind(d); }
        static double overloadPairs(int i, double d) { return Choice.pair(i, d) + Choice.pair(d, i) * 10; }
        static class Choice {
          static double kind(long x) { return 1; }
          static double kind(double x) { return 2; }
          static double pair(int a, double b) { return 1; }
          static double pair(double a, double b) { return 2; }
        }
        static void fill(double[] a, double v) { for (int i = 0; i < a.length; i++) a[i] = v; }
        static double voidHelper(double[] a) { double[] t = new double[a.length]; fill(t, a[0]); t[0] += 1; fill(a, t[0]);
          return t[0] + a[1]; }
        static void rowHelper(double[][] m) { for (int i = 0; i < m.length; i++) fill(m[i], i); }
        static double dot(double[] a, double[] b) { double s = 0; for (int i = 0; i < a.length; i++) s += a[i] * b[i]; return s; }
        static double sameTwiceRead(double[] a, double[][] m) { return dot(a, a) + dot(m[0], m[0]) + dot(a, m[1]); }
        static double[] made(int n) { double[] r = new double[4]; r[3] = n; return r; }
        static double usesMade(int n) { double[] r = made(n); r[0] = 1; return r[0] + r[3]; }
        static double[] same(double[] a) { a[0] += 1; return a; }
        static double aliasOfArgument(double[] a) { double[] b = same(a); b[1] = 5; return a[1] + b[0]; }
        static Point move(Point p, double d) { return new Point(p.x() + d, p.y() * d); }
        static double records(Point p) { Point q = move(p, 2); var r = new Point(q.y(), 1); p = r; return p.x() * 10 + p.y() + q.x(); }
        static Line nested(Line l, double s) { return new Line(l.to(), new Point(l.from().x() * s, l.weight()), l.weight() + 1); }
        static Point chosen(Point p, Point q) { return p.x() > q.x() ? p : new Point(q.y(), p.x()); }
        static Point iterated(Point p, int n) { if (n > 30) return p; for (int i = 0; i < n; i++) p = new Point(p.y(), p.x() + i);
          return p; }
        static double model(Model m, double[] x) { double s = m.b(); for (int i = 0; i < x.length; i++) { s += m.w()[i] * x[i];
          m.m()[i][0] = s; } m.w()[0] = 1; return s + m.m()[0][0]; }
        static Model built(Model m) { double[] w = m.w().clone(); w[0] += 1;
          return new Model(w, m.b() * 2, new double[][] {m.w().clone()}); }
        static void train(Model m, double rate) { for (int i = 0; i < m.w().length; i++) m.w()[i] -= rate; fill(m.m()[0], m.b()); }
        static double trains(Model m) { train(m, 0.5); train(m, 2); double[] w = m.w(); w[1] = 3; return m.w()[1] + w[0]; }
        static boolean isBig(double x) { return x > 2 || x < -2; }
        static double callInCondition(double[] a) { int i = 0; while (i < a.length && !isBig(a[i])) i++; return i; }
        static double advance(double[] a) { a[0] += 1; return a[0]; }
        static double writesInCondition(double[] a) { int k = 0; while (advance(a) < 3 && k < 8) k++; return k + a[0]; }
        static double argumentsLeftToRight(double[] a) { return square(a[0]) + advance(a) * square(a[0]) + Math.max(advance(a), a[0]); }
        static double updatesWhileAdding(double[] a) { a[0] += advance(a); a[1] -= advance(a); return a[0]; }
        static double loopOfCalls(double[] a, double[] b) { double s = 0; for (int i = 0; i < a.length; i++) { s += advance(a);
          fill(b, s); } return s; }
        static double permutes(double[] x, double[] y) { double[] a = x.clone(), b = y.clone(); for (int i = 0; i < 3; i++) {
          fill(a, b[0] + i); double[] t = a; a = b; b = t; } return a[0] - 2 * b[0]; }
      }
      """;

  private static final String OBJECTS = """
      class P {
        interface Shape {
          double UNIT = Math.sqrt(2);
          int SIDES = 4;
          static double area(double side) { return side * side * UNIT; }
        }
        enum Units { ONE; static final double SCALE = 1.5 * Shape.SIDES; static double scaled(double x) { return x * SCALE; } }
        record Vec(double x, double y) {
          static final double EPSILON = 1e-3;
          double norm() { return Math.sqrt(x * x + this.y * y() + EPSILON); }
          Vec plus(Vec other) { return new Vec(x + other.x, y + other.y()); }
          Vec times(double s) { return of(x * s, y * s); }
          Vec unit() { Vec self = this; return times(1 / norm()).plus(self.times(0)); }
          double dot(Vec x) { return this.x * x.x + y * x.y; }
          static Vec of(double x, double y) { return new Vec(x, y); }
        }
        record Ball(Vec centre, double radius, double[] weights) {
          double reach() { double s = centre.norm() + radius; for (double w : weights) s += w * centre.x(); return s; }
          void shrink(double by) { for (int i = 0; i < weights.length; i++) weights[i] *= by; weights[0] -= radius; }
          double[] own() { return weights; }
          double pick(int i, double... more) { return weights[i] + sum(more); }
        }
        static double vectors(Vec a, Vec b, double s) { return a.plus(b.times(s)).norm() + a.unit().dot(b) - Vec.of(s, 1).norm(); }
        static Vec chained(Vec a, int n) { for (int i = 0; i < n; i++) a = a.plus(a.times(0.5)).unit(); return a; }
        static double balls(Ball b) { double r = b.reach(); b.shrink(0.5); double[] w = b.own(); w[1] += 3; return r - b.reach() + w[0]; }
        static double picks(Ball b, int i) { return b.pick(i) + b.pick(0, i, 2) * b.pick(0, b.weights()); }
        static double sum(double... xs) { double s = 0; for (double x : xs) s = s * 2 + x; return s; }
        static double variable(double x, int i) { return sum() + sum(x) * sum(i, x, 1.5f) - sum(new double[] {x, 2}); }
        static class Choice {
          static double kind(int n, float... xs) { return n + xs.length; }
          static double kind(int n, float x) { return n * x; }
        }
        static double prefersFixed(int n, float x) { return Choice.kind(n, x) + Choice.kind(n, x, x) * 10 + Choice.kind(n) * 100; }
        static double rows(double[][] more, double[]... rows) { return more.length + rows[1][0] + rows.length; }
        static double arraysOfRows(double[][] m, double x) { return rows(m, m[0].clone(), new double[] {x}); }
        static double holders(double x) { return Shape.area(x) + Shape.UNIT + Shape.SIDES + Units.scaled(x) + Units.SCALE; }
      }
      """;

  private static final String RECORD_ARRAYS = """
      class P {
        record Body(double x, double v, int id) {
          double energy() { return v * v / 2 + x; }
          Body moved(double h) { return new Body(x + h * v, v, id); }
        }
        record Layer(double[][] w, double[] b) {}
        record Net(Layer[] layers, double scale) {}
        record Nothing() {}
        static double sum(Body[] bodies) { double s = 0; for (int i = 0; i < bodies.length; i++) s += bodies[i].x() * bodies[i].v();
          return s; }
        static double each(Body[] bodies) { double s = 0; for (Body b : bodies) s = s * 2 + b.energy() * b.id(); return s; }
        static double untilFound(Body[] bodies) { for (Body b : bodies) if (b.id() == 2) return b.x(); return -1; }
        static void step(Body[] bodies, double h) { for (int i = 0; i < bodies.length; i++) bodies[i] = bodies[i].moved(h); }
        static Body[] stepped(Body[] bodies, double h) { Body[] next = new Body[bodies.length];
          for (int i = 0; i < bodies.length; i++) next[i] = bodies[i].moved(h); return next; }
        static double wrongIndex(Body[] bodies, int i) { return bodies[i].x(); }
        static double length(Body[] bodies) { return bodies.length + new Body[3].length + new Body[][] {{}, {null}}.length; }
        static double gaps(Body[] bodies) { double s = 0; for (int i = 0; i < bodies.length; i++) { if (bodies[i] == null) continue;
          s += bodies[i].x(); } return s; }
        static double absent(int i) { Body[] b = new Body[4]; b[2] = new Body(1, 2, 3); return b[i].x(); }
        static double cleared(int i) { Body[] b = {new Body(1, 2, 3), new Body(2, 3, 4), null}; b[0] = null; return b[i].v(); }
        static double literal(double x) { Body[] b = {new Body(x, 1, 2), new Body(2, x, 3)}; Body c = b[1]; b[1] = b[0];
          return b[1].x() + c.v() * c.id(); }
        static double aliases(Body[] a) { if (a.length < 2) return 0; Body[] b = a; b[0] = new Body(7, 8, 9); return a[0].x() + b[1].v(); }
        static double exchange(Body[] a) { Body[] p = a.clone(), q = new Body[] {new Body(1, 2, 3)}; for (int i = 0; i < 3; i++) {
          Body[] t = p; p = q; q = t; } return p[0].x() + q[0].v(); }
        static double clones(Body[] a) { Body[] b = a.clone(); b[0] = new Body(1, 1, 1); return a[0].x() + b[0].x(); }
        static double chosen(Body[] a, int n) { Body best = a[0]; for (int i = 1; i < a.length; i++) if (a[i].x() > best.x()) best = a[i];
          return best.v() + (n > 1 ? a[0] : best).x(); }
        static void sort(Body[] a) { for (int i = 1; i < a.length; i++) for (int j = i; j > 0 && a[j].x() < a[j - 1].x(); j--) {
          Body t = a[j]; a[j] = a[j - 1]; a[j - 1] = t; } }
        static double[] forward(Layer[] layers, double[] x) {
          double[] y = x.clone();
          for (Layer layer : layers) {
            double[] z = layer.b().clone();
            for (int i = 0; i < z.length; i++) { for (int j = 0; j < y.length; j++) z[i] += layer.w()[i][j] * y[j]; z[i] = Math.tanh(z[i]); }
            y = z;
          }
          return y;
        }
        static double net(Net n, double[] x) { return forward(n.layers(), x)[0] * n.scale() + n.layers().length; }
        static void train(Layer[] layers, double rate) { for (int l = 0; l < layers.length; l++) { layers[l].b()[0] -= rate;
          double[] row = layers[l].w()[0]; row[0] += layers[l].b()[0]; } }
        static double trained(Layer[] layers) { train(layers, 2); train(layers, 1); return layers[0].b()[0] + layers[0].w()[0][0]; }
        static double rebuilt(Layer[] layers) { layers[0] = new Layer(layers[0].w(), new double[] {4}); return layers[0].b()[0]; }
        static Layer[] swapped(Layer[] layers) { if (layers.length < 2 || layers[0] == null || null == layers[1]) return layers;
          Layer t = layers[0]; layers[0] = layers[1]; layers[1] = t; t.b()[0] = 5; return layers; }
        static Layer[] scaled(Layer[] layers, double by) { Layer[] r = new Layer[layers.length]; for (int l = 0; l < r.length; l++) {
          double[][] w = new double[layers[l].w().length][]; for (int i = 0; i < w.length; i++) w[i] = layers[l].w()[i].clone();
          double[] b = layers[l].b().clone(); b[0] *= by; r[l] = new Layer(w, b); } return r; }
        static double grid(Body[][] g) { double s = 0; for (Body[] row : g) for (Body b : row) s += b.x(); g[0][0] = g[1][1]; Body[] r = g[1];
          r[0] = new Body(s, s, 1); return s + g[1][0].v() + g[0].length; }
        static double madeGrid(int n) { Body[][] g = new Body[2][n]; g[1][0] = new Body(n, 1, 1); Body[][] h = new Body[2][]; h[1] = new Body[1];
          h[1][0] = g[1][0]; g[0] = h[1].clone(); return h[1][0].x() + g[0][0].x() + h[0].length; }
        static double energy(Body... bodies) { double s = bodies.length; for (Body b : bodies) s += b.energy(); return s; }
        static double variable(Body[] a, Body b) { return energy() + energy(b) + energy(b, a[0]) * energy(a); }
        static int nothings(Nothing[] all) { int n = 0; for (int i = 0; i < all.length; i++) if (all[i] != null) n++; return n; }
        static double nets(Net[] nets) { double s = 0; for (Net n : nets) for (Layer l : n.layers()) s += l.b()[0] * n.scale(); return s; }
        static Net wrapped(Layer[] layers, double s) { return new Net(layers, s); }
      }
      """;

  private static final String SUMS = """
      class P {
        sealed interface Shape permits Circle, Box, Poly, Dot {
          double area();
          default double twice() { return 2 * area(); }
        }
        record Circle(double r) implements Shape { public double area() { return Math.PI * r * r; } }
        record Box(double w, double h) implements Shape { public double area() { return w * h; } }
        record Poly(double[] xs, int n) implements Shape { public double area() { return n > 0 ? xs[0] * n : 1; } }
        record Dot() implements Shape { public double area() { return 0; } }
        sealed interface Tree {}
        sealed interface Leafy extends Tree {}
        record One(double x) implements Leafy {}
        record Two(double x, double y) implements Leafy {}
        record Pair(Shape left, Shape right) implements Tree {}
        static double simple(Shape s) { return switch (s) { case Circle c -> c.r(); case Box b -> b.w() * b.h(); case Poly p -> p.xs()[0];
          case Dot _ -> 0; }; }
        static double deconstructed(Shape s, double k) { return switch (s) { case Circle(double r) when r > k -> r * 2; case Circle(var r) -> r;
          case Box(double w, double h) -> w - h; case Poly(double[] xs, int n) -> xs.length + n; case Dot() -> k; }; }
        static double byDefault(Shape s) { switch (s) { case Box b when b.w() > 0 && b.h() > 0: return b.area(); case Dot d: break;
          default: return -1; } return 3; }
        static double several(Shape s) { return switch (s) { case Circle _, Dot _ -> 1; case Box _ -> 2; case Poly p when p.xs()[0] > 0 -> {
          double t = p.xs()[1]; yield t * 2; } case Poly _ -> 4; }; }
        static double nested(Tree t) { return switch (t) { case Pair(Circle(double a), Circle(double b)) -> a * b;
          case Pair(Box(double w, _), var other) -> w + other.area(); case Pair(_, Poly(var xs, _)) -> xs[0]; case Pair p -> p.left().area();
          case Leafy l -> switch (l) { case One o -> o.x(); case Two(double x, double y) -> x / y; }; }; }
        static double instances(Shape s) { if (s instanceof Circle c && c.r() > 1) return c.r(); if (!(s instanceof Box b)) return -1;
          return b.w() + b.h(); }
        static double patterns(Shape s, int n) { double t = s instanceof Box(double w, double h) ? w * h : 2;
          boolean big = n > 1 && s instanceof Poly p && p.xs()[0] > 0 && p.n() > 0; boolean none = !(s instanceof Circle c) || c.r() < 0;
          return t + (big ? 10 : 0) + (none ? 100 : 0) + (s instanceof Dot ? 1000 : 0); }
        static double elseIf(Shape s) { if (s instanceof Circle c) { return c.r(); } else if (s instanceof Box c) { return c.w(); }
          else return 0; }
        static double dispatched(Shape s, Shape t) { return s.area() * t.twice() + new Circle(2).twice(); }
        static Shape made(double x) { if (x > 1) return new Circle(x); Shape s = x > 0 ? new Box(x, 2) : new Dot(); return s; }
        static double madeAndRead(double x) { Shape s = made(x); s = new Poly(new double[] {s.area()}, 1); return s.area() + made(-x).area(); }
        static Shape changed(Shape s, double k) { return switch (s) { case Circle c -> new Circle(c.r() * k); case Box(var w, var h) ->
          new Box(h, w); case Poly p -> new Poly(p.xs().clone(), p.n() + 1); case Dot d -> d; }; }
        static double loops(Shape s, int n) { double sum = 0; for (int i = 0; i < n; i++) { s = switch (s) { case Circle(double r) -> new Box(r, i);
          case Box(double w, double h) -> new Circle(w + h); default -> new Dot(); }; sum += s.area(); } return sum; }
        static void writes(Shape s) { if (s instanceof Poly(double[] xs, int n)) xs[0] = n; }
        static Leafy narrower(double x) { return x > 0 ? new One(x) : new Two(x, 1); }
        static double widened(double x) { Tree t = narrower(x); return nested(t) + nested(new Pair(new Circle(x), new Dot())); }
        static double all(Shape[] shapes) { double s = 0; for (Shape e : shapes) s += e.area(); return s; }
        static double stored(Shape[] shapes, int i) { shapes[i] = new Circle(i); Shape[] two = {new Dot(), made(i)};
          return shapes[i].area() + two[1].area() + two.length; }
        static double onRecord(Box b) { return switch (b) { case Box(double w, double h) when w > h -> w; case Box(var w, _) -> w + 1; }; }
        static Tree tree(Tree t) { return t instanceof Leafy l ? l : new One(3); }
        static double casts(Shape s, Tree t, double x) { if (x > 2) return ((Leafy) t) instanceof One o ? o.x() : 2;
          return ((Shape) new Circle(x)).area() + ((Box) s).w() * (x > 0 ? ((Circle) s).r() : 1); }
      }
      """;

  private static final String CONSTANTS = """
      class Constants {
        static final float HALF = 0.5f;
        static final double TWICE = 2 * Inner.DEEP;
        static class Inner { static final double DEEP = Math.sqrt(2) + 'a'; }
      }
      """;

  private static final String HELPER = """
      class Helper {
        static double cube(double x) { return x * P.square(x); }
        static class Nested { static double shift(double x) { return cube(x) + Constants.TWICE; } }
      }
      """;

  @TestFactory
  Stream<DynamicTest> arithmetic() {
    return tests(true, ARITHMETIC);
  }

  @TestFactory
  Stream<DynamicTest> math() {
    return tests(true, MATH);
  }

  @TestFactory
  Stream<DynamicTest> control() {
    return tests(false, CONTROL);
  }

  @TestFactory
  Stream<DynamicTest> switches() {
    return tests(false, SWITCHES);
  }

  @TestFactory
  Stream<DynamicTest> exceptions() {
    return tests(false, EXCEPTIONS);
  }

  @TestFactory
  Stream<DynamicTest> arrays() {
    return tests(false, ARRAYS);
  }

  @TestFactory
  Stream<DynamicTest> arrayCalls() {
    return tests(false, ARRAY_CALLS);
  }

  @TestFactory
  Stream<DynamicTest> stoppedGradients() {
    return tests(false, new Programs(List.of(Programs.on(Lax.class)), Reports.JAVAC, """
        import dev.gradus.lax.Lax;
        import static dev.gradus.lax.Lax.stopGradient;
        class P {
          record Point(double x, float y, int n) {}
          record Net(double[][] w, Point p, int[] sizes, boolean[] on) {}
          static double number(double x) { return x + Lax.stopGradient(Math.rint(x) - x); }
          static float single(float x, int n) { return stopGradient(x) * stopGradient(n); }
          static double copied(double[] a) { double[] b = stopGradient(a); b[0] += 1; a[1] *= 2; return a[0] * b[1] + b[0]; }
          static float[] floats(float[] a) { return dev.gradus.lax.Lax.stopGradient(a); }
          static double[][] rows(double[][] m, int i) { double[][] c = Lax.stopGradient(m); m[i][0] = 7; c[i] = m[i].clone(); return c; }
          static double[] row(double[][] m, int i) { double[] r = Lax.stopGradient(m[i]); m[i][0] = 7; return r; }
          static double[][][] deep(double[][][] t) { return Lax.stopGradient(t); }
          static Point point(Point p) { return Lax.stopGradient(p); }
          static Net net(Net n) { Net m = Lax.stopGradient(n); m.w()[0][0] += n.p().x(); n.sizes()[0]++; m.on()[0] ^= true; return m; }
        }
        """));
  }

  @TestFactory
  Stream<DynamicTest> extremeRanges() {
    return tests(true, """
        import java.util.Arrays;
        class P {
          static void fills(double[] a, int from, int to) { Arrays.fill(a, from, to, 1); }
          static void moves(double[] a, int from, double[] b, int to, int n) { System.arraycopy(a, from, b, to, n); }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> enums() {
    return tests(false, """
        class P {
          enum Side { BUY, SELL; static final Side FIRST = BUY; static double sign(Side s) { return s == BUY ? 1 : -1; } }
          enum Act { RELU, TANH, IDENTITY }
          record Order(Side side, double amount) { double signed() { return Side.sign(side) * amount; } }
          static double signed(Side s, double x) { return Side.sign(s) * x; }
          static double act(Act a, double x) { return switch (a) { case RELU -> Math.max(x, 0); case TANH -> Math.tanh(x); case IDENTITY -> x; }; }
          static double old(Act a, double x) {
            double r = 0;
            switch (a) {
              case RELU: r += x;
              case TANH: r += 2 * x; break;
              default: r = -x;
            }
            return r;
          }
          static double some(Act a, double x) { switch (a) { case TANH -> x = 1; case Act.RELU -> { return 2; } } return x; }
          static Side other(Side s) { return s == Side.BUY ? Side.SELL : Side.BUY; }
          static Order flipped(Order o, int n) { Side s = o.side(); for (int i = 0; i < n; i++) s = other(s); return new Order(s, o.amount() * s.ordinal()); }
          static double book(Order[] orders) { double sum = 0; for (Order o : orders) sum += o.signed(); return sum; }
          static boolean same(Side a, Side b, Act c) { return a == b && c != Act.TANH || a == Side.FIRST; }
          static int both(Side s, Act a) {
            return switch (s) { case BUY, SELL -> switch (a) { case RELU, TANH -> { int k = a.ordinal() + 1; yield k * 3; } default -> s.ordinal(); }; };
          }
          static Act chosen(double x, int n) { Act a = Act.RELU; if (x > 0) a = Act.TANH; else if (n > 2) return Act.IDENTITY; return a; }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> deepClones() {
    return tests(false, """
        class P {
          static double own(double[][] a, int k) {
            double[][] c = a.clone();
            for (int i = 0; i < c.length; i++) c[i] = c[i].clone();
            c[0][0] = 7;
            return c[0][0] + a[0][0] + c[k].length;
          }
          static int[][] from(int[][] a) {
            int[][] c = a.clone();
            for (int j = 0; j < a.length; ++j) {
              c[j] = a[j].clone();
            }
            c[1][0]++;
            a[1][0] += 5;
            return c;
          }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> arraysByValue() {
    return tests(false, """
        class P {
          static double[] step(double[] y, double h) {
            double[] next = new double[y.length];
            for (int i = 0; i < y.length; i++) next[i] = y[i] + h * y[y.length - 1 - i];
            return next;
          }
          static double steps(double[] x, int n) {
            double[] y = x;
            for (int k = 0; k < n % 5; k++) y = step(y, 0.5);
            double s = 0;
            for (double e : y) s += e;
            return s + (x.length > 0 ? x[0] : 0);
          }
          static double[] stepsOf(double[] x, int n) { double[] y = x; int k = 0; while (k < n) { y = step(y, 0.25); k += 3; } return y; }
          static double chosen(double[] x, double[] y, boolean c, int i) { double[] w = c ? x : y; return w[i] + x[i] * w.length; }
          static double chosenByIf(double[] x, double[] y, int n) {
            double[] w = x;
            if (n > 2) w = y;
            else if (n < -2) w = new double[] {n};
            double s = 0;
            for (int i = 0; i < w.length; i++) s += w[i] * n;
            return s + x.length;
          }
          static double rows(double[][] m, int n) {
            double[] r = m[0];
            double s = 0;
            for (int i = 0; i < m.length; i++) { s += r[0] * n; r = m[i]; }
            return s + r[0];
          }
          static double previous(double[] x, int n) {
            double[] last = x;
            double[] now = x;
            double s = 0;
            for (int k = 0; k < n; k++) { s += now[0] - 2 * last[0]; last = now; now = step(now, k); }
            return s + last[0] + now[0];
          }
          static double sometimes(double[] x, int n) {
            double[] best = x;
            for (int k = 0; k < n; k++) { double[] next = step(best, k - 2); if (next[0] > best[0]) best = next; }
            return best[0];
          }
          static double writtenAfter(double[] x, double[] y, boolean c) {
            double s = 0;
            { double[] w = c ? x : y; s += w[0]; }
            x[0] = 3;
            return s + x[0];
          }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> recordArrays() {
    return tests(false, RECORD_ARRAYS);
  }

  @TestFactory
  Stream<DynamicTest> sums() {
    return tests(false, SUMS);
  }

  @TestFactory
  Stream<DynamicTest> objects() {
    return tests(false, OBJECTS);
  }

  @TestFactory
  Stream<DynamicTest> calls() {
    return tests(false, CALLS, CONSTANTS, HELPER);
  }

  static Stream<DynamicTest> tests(boolean extremes, String... sources) {
    return tests(extremes, new Programs(sources));
  }

  private static Stream<DynamicTest> tests(boolean extremes, Programs programs) {
    assertTrue(programs.compilation().status() != Status.FAILURE, () -> programs.compilation().errors().toString());
    Class<?> p = programs.load();
    return programs.lowered().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
      Verifier.check(Copies.run(e.getValue().func()));
      Agreement.check(p, e.getValue(), RUNS, extremes);
    }));
  }
}
