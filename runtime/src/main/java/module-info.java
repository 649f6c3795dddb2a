/** What users' methods and generated companions call. Annotations are seen through it, but nothing needs them at run time. */
module dev.gradus.runtime {
  requires static transitive dev.gradus.annotations;

  exports dev.gradus.generated;
  exports dev.gradus.jdk;
  exports dev.gradus.lax;
  exports dev.gradus.math;
}
