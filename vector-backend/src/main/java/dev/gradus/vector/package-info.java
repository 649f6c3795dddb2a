/** The CPU back end on the Vector API ({@code jdk.incubator.vector}). Generated code runs on it; the processor does not know it. */
package dev.gradus.vector;
