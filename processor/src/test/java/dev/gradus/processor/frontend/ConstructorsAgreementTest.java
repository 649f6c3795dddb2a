package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation.Status;
import dev.gradus.processor.ir.Verifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Records whose constructors and accessors somebody wrote: what is lowered computes what javac makes of them. */
class ConstructorsAgreementTest {
  private static final String RECORDS = """
      class P {
        record Size(double w, double h) {
          Size { w = Math.abs(w); if (h < 0) { h = -h; } else h += 1; }
          Size(double side) { this(side, side - 1); }
          Size() { this(2); }
          double area() { return w * h; }
          Size twice() { return new Size(w * 2, h); }
        }
        record Unit(double x, double y) {
          Unit(double x, double y) { double n = Math.hypot(x, y) + 1; this.x = x / n; this.y = y / n + this.x; }
          static Unit of(double angle) { return new Unit(Math.cos(angle), Math.sin(angle)); }
        }
        record Range(int from, int to) {
          Range(int from, int to) { if (from <= to) { this.from = from; this.to = to; return; } this.from = to; this.to = from; }
          Range(double x) { int k = (int) x; this(k, 3); }
          Range(long n) { this(0, (int) n); }
        }
        record Owned(double[] a, int n) {
          Owned { a = a.clone(); a[0] += n; n = a.length; }
          Owned(int n) { this(new double[n + 3], n); }
          double first() { return a[0]; }
        }
        record Shared(double[] a) { Shared { a[0] = 7; } }
        record Loud(double x, double y) {
          public double x() { return x * 10 + y(); }
          public double y() { return this.y + 1; }
          double sum() { return x + y + x() + this.y(); }
        }
        record Pair(Size a, Unit b) { Pair(double s) { this(new Size(s), Unit.of(s)); } double all() { return a.area() + b.x() * b.y(); } }
        static double compact(double x, double y) { Size s = new Size(x, y); return s.w() * 3 + s.h(); }
        static double others(double x) { return new Size(x).area() + new Size().area() + new Size(x, 2).twice().area(); }
        static double explicit(double x, double y) { Unit u = new Unit(x, y); return u.x() * 2 + u.y(); }
        static double factory(double x) { Unit u = Unit.of(x); return u.x() - u.y(); }
        static int early(int a, int b) { Range r = new Range(a, b); return r.from() * 100 + r.to(); }
        static int chosen(double x, int n) { Range r = new Range(x * 2), s = new Range((long) n); return r.from() * 7 + r.to() + s.to() - s.from(); }
        static double copies(double[] a) { Owned o = new Owned(a, 3); return o.first() + a[0] * 2 + o.n(); }
        static double fresh(int n) { return new Owned(n < 0 || n > 10 ? 4 : n).first(); }
        static double writesItsArgument(double[] a) { Shared s = new Shared(a); s.a()[0] += 1; return a[0] + s.a()[0]; }
        static double accessors(double x, double y) { Loud l = new Loud(x, y); return l.x() + l.y() * 100 + l.sum(); }
        static double nested(double s) { return new Pair(s).all(); }
        static double inLoop(double x, int n) { Size s = new Size(x, 0); for (int i = 0; i < n; i++) s = new Size(s.h() - s.w() * 0.5, s.w());
          return s.w() + s.h(); }
        static double inBranch(double x) { Size s = x > 0 ? new Size(x) : new Size(x, x); return s.w() + (s.h() > 1 ? new Size(s.h()).w() : 0); }
        static double switched(int n) { Size s = switch (n) { case 0 -> new Size(); case 1 -> new Size(5); default -> new Size(n, n); };
          return s.area(); }
      }
      """;

  @TestFactory
  Stream<DynamicTest> records() {
    var programs = new Programs(RECORDS);
    assertTrue(programs.compilation().status() != Status.FAILURE, () -> programs.compilation().errors().toString());
    Class<?> p = programs.load();
    return programs.lowered().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
      Verifier.check(e.getValue().func());
      Agreement.check(p, e.getValue(), 40, false);
    }));
  }
}
