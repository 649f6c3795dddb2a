/** One runnable class per idea. {@code mvn -q -pl examples -am verify -Dexample=NAME} runs the class {@code NAME}. */
package dev.gradus.examples;
