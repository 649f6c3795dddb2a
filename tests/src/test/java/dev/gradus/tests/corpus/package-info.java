/**
 * Programs that Gradus must accept, a feature or two each: plain Java, compiled by this module's own test compilation with the processor,
 * so that each has gone through the whole pipe. Every class lists, in {@code cases()}, arguments for its methods with values and
 * derivatives known by hand or in closed form. {@link dev.gradus.tests.laws} holds all of them against all laws.
 */
package dev.gradus.tests.corpus;
