/** JMH benchmarks. {@code mvn -q -pl benchmarks -am verify -Dbench=REGEX} runs those whose names match. */
package dev.gradus.benchmarks;
