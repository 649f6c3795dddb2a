/** Batches against JAX, and what they leave in their arguments. */
package dev.gradus.tests.vmap;
