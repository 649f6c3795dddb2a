/** GPU devices, reached through {@code java.lang.foreign} only. Generated code runs on them; the processor does not know them. */
package dev.gradus.gpu;
