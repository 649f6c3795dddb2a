/** The CPU back end on the Vector API. */
module dev.gradus.vector {
  requires transitive dev.gradus.runtime;
  requires jdk.incubator.vector;
}
