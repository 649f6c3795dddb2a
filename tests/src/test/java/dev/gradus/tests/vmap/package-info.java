/** Batches against JAX. */
package dev.gradus.tests.vmap;
