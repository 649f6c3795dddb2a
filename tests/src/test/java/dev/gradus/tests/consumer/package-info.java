/** Gradus as its users get it: jars, in projects and JVMs of their own. */
package dev.gradus.tests.consumer;
