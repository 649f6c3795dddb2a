package dev.gradus.processor.frontend;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Enums with methods, and with fields that differ from constant to constant. */
class EnumMembersAgreementTest {
  @TestFactory
  Stream<DynamicTest> members() {
    return AgreementTest.tests(false, """
        class P {
          enum Planet {
            EARTH(5.976e24, 6.37814e6), MARS(6.421e+23, 3.3972e6), MOON(7.35e22, 1.7e6 + 3);
            static final double G = 6.67300E-11;
            private final double mass;
            final double radius;
            private final int moons;
            final double fixed = Math.sqrt(2) * G;
            Planet(double mass, double radius) { this.mass = mass; this.radius = radius * 1; moons = 3; }
            double mass() { return mass; }
            double gravity() { return G * mass / (this.radius * radius); }
            double weight(double kilos) { return kilos * gravity() + ordinal() + moons; }
            Planet next() { return switch (this) { case EARTH -> MARS; case MARS -> MOON; case MOON -> EARTH; }; }
            boolean isEarth() { return this == EARTH; }
            static double heaviest(Planet a, Planet b) { return Math.max(a.mass, b.mass()); }
          }
          enum Side { CALL(1), PUT(-1); private final int sign; Side(int s) { sign = s; } double payoff(double spot, double strike) { return Math.max(sign * (spot - strike), 0); } }
          enum Level { LOW((byte) 3, 'l'), HIGH((byte) 7, 'h'); final byte weight; final char code; Level(byte weight, char code) { this.weight = weight; this.code = code; } }
          enum Single { ONLY; double twice(double x) { return 2 * x; } }
          static double weights(Planet p, double kilos) { return p.weight(kilos) + p.radius + p.fixed * p.next().mass(); }
          static double constants(double x) { return Planet.MOON.gravity() * x + (Planet.MARS.isEarth() ? 1 : 2); }
          static double heaviest(Planet a, Planet b) { return Planet.heaviest(a, b.next()) + a.mass; }
          static double payoff(Side s, double spot, double strike) { return s.payoff(spot, strike); }
          static double loops(Planet p, int n) { double sum = 0; for (int i = 0; i < n; i++) { sum += p.gravity(); p = p.next(); } return sum; }
          static int small(Level l) { if (l.weight > 5) throw new IllegalStateException("code " + l.code); return l.weight + l.code; }
          static double required(Planet p, double[] a) { java.util.Objects.requireNonNull(a); double[] b = java.util.Objects.requireNonNull(a, "a"); return java.util.Objects.requireNonNull(p).mass() + b.length; }
  static double single(Single s, double x) { return s.twice(x); }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> constantsWithBodies() {
    return AgreementTest.tests(false, """
        import java.util.function.*;
        class P {
          enum Op {
            ADD { double of(double x, double y) { return x + y + k(); } int k() { return 4; } },
            SUB { @Override double of(double x, double y) { if (x > y) return x - y; return ADD.k() * x; } void put(double[] a, int i) { a[i] = -scale; } },
            MUL { double of(double a, double b) { double s = 0; for (int i = 0; i < k(); i++) s += a * b * scale; return s; } };
            final double scale = 1.5;
            abstract double of(double x, double y);
            int k() { return ordinal() + 1; }
            void put(double[] a, int i) { a[i] = of(a[i], i); }
            double twice(double x) { return of(of(x, 2), x); }
            double with(DoubleUnaryOperator f) { return f.applyAsDouble(k()); }
          }
          enum Only { ONE { double[] of(double[] a) { return a.clone(); } }, ZERO { double[] of(double[] a) { return new double[a.length]; } }; abstract double[] of(double[] a); }
          static double each(Op op, double x, double y) { return op.of(x, y); }
          static double constant(double x, double y) { return Op.SUB.of(x, y) * Op.ADD.k() + Op.MUL.k(); }
          static double inner(Op op, double x) { return op.twice(x) + op.k(); }
          static void writes(Op op, double[] a) { for (int i = 0; i < a.length; i++) op.put(a, i); }
          static double loop(Op[] ops, double x) { for (Op op : ops) x = op.of(x, op.k()); return x; }
          static double function(Op op, double x) { return op.with(t -> t * x); }
          static double[] arrays(Only o, double[] a) { return o.of(a); }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> arrays() {
    return AgreementTest.tests(false, """
        class P {
          enum Side { CALL(1), PUT(-1), NONE(0); private final int sign; Side(int s) { sign = s; } double payoff(double spot) { return sign * spot; } }
          record Leg(Side side, double strike, Side[] more) {}
          static double read(Side[] sides, double[] spots) { double s = 0; for (int i = 0; i < sides.length && i < spots.length; i++) s += sides[i].payoff(spots[i]); return s; }
          static int forEach(Side[] sides) { int n = 0; for (Side s : sides) n = 3 * n + switch (s) { case CALL -> 1; case PUT -> 2; case NONE -> 0; }; return n; }
          static void write(Side[] sides, int i, Side s) { Side old = sides[i]; double x = old.payoff(i); sides[i] = s; if (x > 0) sides[0] = s; if (sides.length > 1) sides[1] = old == Side.CALL ? Side.PUT : old; }
          static Side[] made(int n, Side s) { Side[] a = new Side[n]; for (int i = 0; i < n; i++) a[i] = i % 2 == 0 ? s : Side.NONE; return a; }
          static Side listed(Side s, int i) { Side[] a = {Side.PUT, s, Side.CALL}; Side[] b = a.clone(); b[0] = Side.NONE; return i > 0 ? a[i] : b[0]; }
          static double absent(int n) { Side[] a = new Side[3]; a[0] = Side.CALL; if (a[1] == null) n++; return a[n].payoff(2); }
          static double all(double x) { double s = 0; for (Side side : Side.values()) s = s * 2 + side.payoff(x); for (var side : Side.values()) { if (side == Side.PUT) break; s += 1; } return s + Side.values().length; }
          static Side byNumber(int i) { return Side.values()[i & 1]; }
          static double rows(Side[][] m, double x) { double s = x; for (Side[] row : m) for (Side e : row) s = s * 3 + e.payoff(x); return s; }
          static double inRecord(Leg l) { return l.side().payoff(l.strike()) + (l.more().length > 0 ? l.more()[0].payoff(1) : 5); }
          static Leg recordMade(Leg l, Side s) { Side[] more = l.more().clone(); if (more.length > 0) more[0] = s; return new Leg(l.side(), l.strike() * 2, more); }
          static double legs(Leg[] legs, double x) { double s = 0; for (Leg l : legs) s += l.side().payoff(x - l.strike()); return s; }
          static double variable(double x) { return sum(x, Side.CALL, Side.PUT) + sum(x); }
          static double sum(double x, Side... sides) { double s = x; for (Side e : sides) s += e.payoff(x) * s; return s; }
        }
        """);
  }
}
