/** GPU devices, reached through {@code java.lang.foreign}. */
module dev.gradus.gpu {
  requires transitive dev.gradus.runtime;
}
