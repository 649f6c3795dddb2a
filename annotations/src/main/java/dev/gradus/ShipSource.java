package dev.gradus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets annotated methods of other projects call the methods of this class.
 *
 * <p>A derivative needs the source of every method that is called, and a jar holds class files only. Where a class of a library
 * says {@code @ShipSource}, the processor writes the text of its file beside the class file: {@code MathX.java.txt} beside
 * {@code MathX.class}, so it is part of the jar. It is the whole file, comments included, and anybody who has the jar can
 * read it.
 *
 * {@snippet :
 * package lib;
 *
 * @ShipSource
 * public final class MathX {
 *   public static double sigmoid(double x) {
 *     return 1 / (1 + Math.exp(-x));
 *   }
 * }
 * }
 *
 * <p>What the methods call must be in reach too: the same file, another class that ships its source, or the Java library as far as
 * Gradus knows it. The library's own annotated methods can then be composed with as well: {@code MathXGrad.f(x)} may be
 * called in annotated methods of other projects. Calling companions of a jar from code that is not annotated needs nothing of this.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ShipSource {}
