/**
 * Methods of the JDK in plain Java: what the processor reads where an annotated method calls the JDK's, whose own source it does not have.
 * A class here stands for the JDK's class of that simple name, and so does each of its methods, to the last bit and the exception thrown.
 * Nobody needs to call them.
 *
 * <p>Place in the flow: source for the front end, beside the class files in the jar.
 */
package dev.gradus.jdk;
