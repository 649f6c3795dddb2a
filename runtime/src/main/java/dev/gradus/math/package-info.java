/** Functions of mathematics that {@link java.lang.Math} lacks, for annotated methods and for everybody else. */
package dev.gradus.math;
