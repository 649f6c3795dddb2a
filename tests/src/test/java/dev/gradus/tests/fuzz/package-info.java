/** Random programs that go the whole way: written as Java, compiled by javac with the processor, and called. */
package dev.gradus.tests.fuzz;
