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
}
