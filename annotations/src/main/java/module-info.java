/** What users write on their methods, and the mark on what is generated. */
module dev.gradus.annotations {
  exports dev.gradus;
}
