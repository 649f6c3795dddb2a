/** One runnable class per idea. {@code mvn -pl examples -am verify -Dexample=NAME} runs the class {@code NAME}. */
package dev.gradus.examples;
