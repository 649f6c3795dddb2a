package dev.gradus.processor.frontend;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code byte}, {@code short} and {@code char}: what Java narrows, what it computes with {@code int}, and what a {@code char} reads as. */
class SmallNumbersAgreementTest {
  @TestFactory
  Stream<DynamicTest> scalars() {
    return AgreementTest.tests(true, """
        class P {
          static final byte STEP = 7;
          static final char FIRST = 'a';
          static final short LIMIT = (short) 40_000;
          static int casts(int n, long l, double x, float f) {
            return (byte) n + 3 * (short) n + 5 * (char) n + 7 * (byte) l + 11 * (short) l + 13 * (char) l + 17 * (byte) x + 19 * (short) x
                + 23 * (char) x + 29 * (byte) f + 31 * (char) f;
          }
          static int between(byte b, short s, char c) { return (char) b + (short) b + (byte) s + (char) s + (byte) c + (short) c + (byte) (short) (char) b; }
          static int promoted(byte b, short s, char c) { return b * s + c - b / (s == 0 ? 1 : s) + (b << 3) + (c >>> 2) + (s >> b) + ~b + -c; }
          static double mixed(byte b, char c, double x, long l) { return b * x + c / 2 + l * b + c / 2.0f; }
          static int locals(int n) { byte b = 3; short s = b; char c = 'b'; final int k = 5; byte e = k; b = (byte) n; s += b; return b + s * c + e; }
          static int compound(int n, double x) {
            byte b = 100; b += 100; b *= 3; b -= x; b <<= 2; b >>= 1; b >>>= 1; b ^= n; b |= 3; b %= 50; b /= 2;
            char c = 'x'; c += n; c -= 200; c *= 1.5; short s = 32_000; s += n; s += s; s *= x;
            return b + c * 3 + s * 5;
          }
          static int steps(byte b, short s, char c) { b++; ++b; int old = b++ + b--; s--; c--; int t = --c + c++ + ++s; return old * 1000 + b + s + c + t; }
          static int wraps() { byte b = 127; b++; char c = 0; c--; short s = -32_768; --s; return b + c + s; }
          static boolean compares(byte b, char c, short s) { return b < c && c != s || s >= b || c == 'c'; }
          static int constants(int n) { return STEP * n + FIRST - LIMIT + Byte.MAX_VALUE + Character.MAX_VALUE + Short.MIN_VALUE; }
          static int loops(int n) { int sum = 0; for (char c = FIRST; c <= 'z'; c++) sum = sum * 31 + c; for (byte b = 0; b < n % 100; b += STEP) sum += b; return sum; }
          static int choices(boolean on, byte b, char c, short s, int n) { int x = on ? b : s; char d = on ? c : 'q'; char e = on ? 48 : c; byte f = on ? b : 3; return x + d + e + f + (on ? c : n); }
          static byte bytes(double x) { return (byte) x; }
          static char chars(int n) { return n > 3 ? 'x' : (char) n; }
          static short shorts(byte b) { return b; }
          static int calls(int n) { return bytes(n) + chars(n) * shorts((byte) n) + Over.over((byte) 1) + Over.over('a') + Over.over((short) 2) + Over.over(n); }
          static class Over { static int over(short s) { return s; } static int over(int n) { return 1000 * n; } }
          static int math(byte b, char c, short s) { return Math.abs(b) + Math.max(c, s) + Integer.bitCount(b) + Math.floorMod(s, 7); }
          static double real(byte b, short s, char c) { double x = b; float f = s; long l = c; x += c; return x + f / 3 + l; }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> switches() {
    return AgreementTest.tests(false, """
        class P {
          static final char HIGH = 'h';
          static double byLetter(char c, double x) { return switch (c) { case 'a', 'b' -> x; case 'c' -> 2 * x; case HIGH -> 3 * x; default -> -x; }; }
          static double old(byte b, double x) { double r = 0; switch (b) { case 0: r += x; case 1: r += 2; break; case -1: return x; default: r = 5; } return r; }
          static short picked(short s) { return switch (s) { case 0 -> (short) 1; case 1 -> s; default -> (short) (s + 2); }; }
          static double payoff(double spot, double strike, char kind) {
            return switch (kind) { case 'a' -> Math.max(spot - strike, 0); case 'b' -> Math.max(strike - spot, 0);
              default -> throw new IllegalArgumentException("kind '" + kind + "'"); };
          }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> messages() {
    return AgreementTest.tests(false, """
        class P {
          static final char SIGN = '%';
          static int plain(char c) { if (c > 'b') throw new IllegalStateException("read " + c + '!'); return c; }
          static int first(char c) { if (c > 'b') throw new IllegalStateException(c + " read" + SIGN); return c; }
          static int added(char c, byte b) { if (c > 'b') throw new IllegalStateException(c + b + " is " + c + b + (char) (c + 1) + (c + 1)); return c; }
          static int asInt(char c) { int n = c; if (n > 'b') throw new IllegalStateException("n = " + n + ", c = " + (char) n + (int) c); return n; }
          static int chosen(char c, boolean on) { if (c > 'a') throw new IllegalStateException("" + (on ? c : 'z') + (on ? 98 : c) + (on ? c : 70_000)); return c; }
          static int stepped(char c) { char d = c; d++; d += 1; if (c > 'b') throw new IllegalStateException("" + d + c++ + ++c); return d; }
          static int switched(char c) { if (c > 'b') throw new IllegalStateException("" + switch (c) { case 'c' -> 'C'; default -> c; }); return c; }
          static int called(char c) { if (c > 'b') throw new IllegalStateException("" + next(c)); return c; }
          static char next(char c) { return (char) (c + 1); }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> arrays() {
    return AgreementTest.tests(false, """
        import java.util.Arrays;
        class P {
          private static final char[] CODES = {'x', 'y', 97};
          private static final byte[][] STENCIL = {{-1, 2}, {3, (byte) 200}};
          static int sum(byte[] a) { int s = 0; for (byte b : a) s += b; return s; }
          static double weighted(char[] c, double[] w) { double s = 0; for (int i = 0; i < c.length; i++) s += (c[i] - 'a') * w[i]; return s; }
          static void writes(short[] a, int i, int n) { a[i] += 100_000; a[0]++; a[i] = (short) (n * 9_999); --a[i]; a[0] = 5; }
          static byte made(int n) { byte[] a = new byte[n + 2]; a[1] = 7; a[0] = (byte) (300 + n); byte[] b = a.clone(); b[1] += 250; return b[1]; }
          static char[] filled(int n) { char[] c = new char[n + 1]; Arrays.fill(c, 'k'); c[n] -= 1; return Arrays.copyOf(c, n + 2); }
          static int grid(int n) { byte[][] g = {{1, 2, (byte) n}, {4}}; g[1] = new byte[] {9, 10}; byte[] row = g[0]; row[0] = (byte) 129; short[][] s = new short[2][3]; s[1][2] = 8;
            return g[0][0] + g[1][1] + row[2] + s[1][2] + g[0].length; }
          static int tables(int i) { return CODES[i] + STENCIL[i % 2][1] + CODES.length; }
          static int message(char[] c) { if (c[1] > 'b') throw new IllegalStateException("" + c[0] + c[1] + CODES[2]); return c[0]; }
          record Cell(char kind, byte level, double x) { double value() { return kind == 'a' ? level * x : x; } }
          static double cells(Cell[] all) { double s = 0; for (Cell c : all) s += c.value() + c.level() * 2; return s; }
          static Cell[] raised(Cell[] all, int i) { all[i] = new Cell('a', (byte) (all[i].level() + 200), all[i].x()); return new Cell[] {all[i], new Cell('q', (byte) 3, 1)}; }
          static double copied(byte[] a, byte[] b) { System.arraycopy(a, 0, b, 1, 2); return Arrays.copyOfRange(b, 1, 3)[0]; }
        }
        """);
  }
}
