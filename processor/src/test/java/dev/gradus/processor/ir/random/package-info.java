/**
 * Random IR programs and the laws they are judged by: {@link dev.gradus.processor.ir.random.RandomFuncs} makes a program from a seed,
 * {@link dev.gradus.processor.ir.random.Laws} states what must hold of it, {@link dev.gradus.processor.ir.random.Shrinker} makes a failing
 * one small.
 * No test framework in here but in the {@code …Test} classes; the module {@code tests} uses it too, for programs through javac.
 */
package dev.gradus.processor.ir.random;
