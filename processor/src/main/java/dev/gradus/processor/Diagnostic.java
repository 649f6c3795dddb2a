package dev.gradus.processor;

import java.util.Locale;

/**
 * Everything Gradus refuses, one constant each: what is refused, why, and what to write instead. The tag in front of a message is made from
 * the constant's name, so that users and tests can search for it. A rejected program proves each one.
 */
public enum Diagnostic {
  // ---- the annotated method ----
  NON_STATIC_METHOD("%s is an instance method; a companion has no object to call it on: make it static and pass what it reads."),
  GENERIC_METHOD("%s has type parameters; numbers are not generic in Java: write the types out."),
  NO_BODY("%s has no body to read (abstract or native); annotate a method that is written in Java."),
  UNSUPPORTED_SIGNATURE("the type %s of %s is not understood; %s."),
  SMALL_ARRAY("%s is or holds an array of byte, short or char, which companions cannot take or give (in a body it may stand); use an array of int."),
  PRIVATE_TYPE("the type %s of %s is private, so a companion in the same package cannot name it; make it package-private."),
  RESULT_NOT_SCALAR("a gradient is of one floating-point number, but %s returns %s; return double or float, or use @Vjp or @Jvp."),
  NO_AUX("with hasAux the result is a record of the double or float to differentiate and then what else is to be handed out, but %s returns %s; return such a record, or drop hasAux."),
  UNKNOWN_WRT("there is no parameter '%s' to differentiate by; the parameters are %s."),
  DUPLICATE_WRT("parameter '%s' is named twice in wrt; name it once."),
  WRT_NOT_FLOAT("parameter '%s' is %s, which has no derivative; name one that holds double or float numbers."),
  NO_FLOAT_PARAMETER("there is nothing to differentiate by: the first parameter of %s holds no double or float; say which with wrt."),
  NO_PARAMETERS("%s has no parameters, so there is nothing to differentiate by; pass what it depends on as an argument."),
  NO_FLOAT_RESULT("%s gives back no double or float, as its result or in an array that it writes; there is nothing to differentiate."),
  NAME_COLLISION("%s and %s would both be %s; choose another with name=\"…\"."),
  BAD_NAME("'%s' cannot be the name of a method; choose a Java identifier."),
  HIDES_CLASS("a parameter called %s would hide the class of that name in the companion; call it otherwise."),
  TOO_LARGE("%s becomes too large, with all that it calls in it; call fewer methods more than once, in a loop for instance, and nest fewer loops."),
  TOO_MANY_PARAMETERS("%s would have more parameters than the 255 words Java allows (double and long count twice); put some into an array."),
  COMPANION_EXISTS("the companion class %s exists already and cannot be replaced; rename or remove that class."),
  COMPANION_SHARED("%s and %s would share the companion class %s; rename one of them."),
  COMPANION_CYCLE("the companion's version of %s would need itself (%s); take one of these calls out of the cycle."),
  MISSING_SOURCE("the source of %s is out of reach, so its body cannot be read; compile it together with this class, put @ShipSource on its class where that is compiled, or give it a @CustomJvp."),
  NOT_JAVA("%s is written in Kotlin or Groovy, of which a processor sees a stub without bodies; write it in Java."),
  OTHER_SOURCE("the class file of %s was not compiled from the source that was found (%s); compile the two together."),
  MISSING_RUNTIME("%s needs the library dev.gradus:gradus-runtime, which is not in sight; add the dependency, and requires dev.gradus.runtime to a module."),
  NOT_SHIPPED("the source cannot be written beside the class file (%s); compile with a class output folder, or leave @ShipSource out."),
  CHANGED_SOURCE("the source of %s was changed after its class file was written, and the change is in the derivative only; compile the two together."),

  // ---- batches ----
  AXES_COUNT("%s has %s axes, but the number of %s is %s (%s); write one axis for all of them, or one for each."),
  AXIS_OUT_OF_RANGE("there is no axis %s in %s, which with its lanes is %s and has the axes %s to %s; choose one of these, or Vmap.NONE."),
  NO_COMPONENT("there is no '%s' to have an axis; name a parameter of %s, or return, and from there components of records, as in \"params.layer.w\"."),
  AXIS_TWICE("'%s' has two axes here; leave one of them out."),
  NOTHING_MAPPED("vmap must have at least one value in 'in' that is not NONE, or nothing says how many lanes %s has; map one of its arguments."),
  NOT_BATCHABLE("%s is of type %s, which cannot have lanes: only double, float, long, int, boolean, arrays of them and records of all these can; say Vmap.NONE here, or take it apart."),
  WRITES_UNMAPPED("%s writes '%s', which all lanes share (Vmap.NONE), so that one would overwrite what another wrote; map it, or let the method work on a .clone()."),
  DIFFERS_BETWEEN_LANES("'%s' is not the same in all lanes, so it cannot be given back without them; choose an axis in place of Vmap.NONE."),
  WRITTEN_AXIS("'%s' is written where it is, with its lanes along axis %s, and out cannot move them; say the same axis in both."),
  DERIVATIVE_ABOVE("@%s above @Vmap would differentiate the batch; annotate a method that calls %s.%s instead, or put @Vmap above."),
  TWO_DERIVATIVES("@Vmap is above both @%s and @%s, so which one to batch is unclear; put @Vmap on a method that calls one of the companions."),
  BATCHED_PULLBACK("what @Vjp gives back is a function, of which there are no arrays; put @Vmap on a method that calls %s.%s(…).pullback(…)."),
  BATCH_OF_OTHER_MODULE("the batch of record %s would be a class in a package of module %s; use a record of this module, or have one method batched with it there."),

  // ---- rules of the user's ----
  RULE_NOT_FOUND("there is no method %s to be a rule of %s; declare %s."),
  RULE_SIGNATURE("%s does not fit %s: expected %s, found %s; change one of them."),
  RULE_TYPES("a rule says how numbers move numbers, but %s(%s) returns %s; let it take double or float and return them (with @CustomVjp nothing else)."),
  RULE_WRITES("%s writes its argument, but %s and its rule are functions; let it work on a .clone()."),
  CHECKPOINT_WRITES("the code in Lax.checkpoint writes '%s', so it cannot be run again with what it was given; let it work on a .clone()."),
  RULE_HIDDEN("the body of %s cannot be read, so companions have to call it, but those of %s cannot see it; make it and its class visible to them."),
  TWO_RULES("%s has two rules; leave @CustomVjp out, for @CustomJvp serves both modes."),
  BACKWARD_ONLY("forward mode cannot go through %s, whose rule is for reverse mode only (@CustomVjp); give it a @CustomJvp, which serves both."),
  NOT_LINEAR("the tangent that the rule of %s returns is not seen to be linear in the tangents it takes; let it be a sum of products of a tangent with what does not depend on tangents, and let it not recur with tangents."),

  // ---- syntax ----
  UNSUPPORTED_STATEMENT("'%s' is not understood; %s."),
  UNSUPPORTED_EXPRESSION("%s is not understood; %s."),
  BAD_EXCEPTION("this throw is not understood: %s; write throw new X(\"text\" + number), where X is an unchecked exception that code in this package may name."),
  BAD_MESSAGE("'%s' cannot be part of a message; put constant text and numbers together with +."),
  UNSUPPORTED_TYPE("the type %s is not understood; %s."),

  // ---- names ----
  UNKNOWN_NAME("the name '%s' is not found; declare it, import it, or pass it as a parameter."),
  UNKNOWN_METHOD("there is no method %s(%s) to call here; check its name and the types of the arguments."),
  AMBIGUOUS_METHOD("the call %s(%s) fits %s and %s equally well; cast an argument."),
  INSTANCE_METHOD("%s is an instance method, whose object is no number; make it static and pass what it reads."),
  FOREIGN_METHOD("%s belongs to the Java library and is not in the table of primitives; %s."),
  NOT_A_FUNCTION("%s gives another value at each call, so it has no derivative; take the number outside and pass it as a parameter."),
  NOT_CONSTANT("the field '%s' may change while the method runs; make it static final, or pass it as a parameter."),
  READ_TOO_EARLY("the field '%s' may be computed before what it is computed from (%s), which does not have its value until then; declare it below that, or pass it as a parameter."),
  CONSTANT_UNKNOWN("the value of the field '%s' is not known to the compiler, for '%s' is found out when the program runs; a constant is made of numbers, other constants and methods that can be read: pass it as a parameter."),
  STATIC_ARRAY("the field '%s' is a record that holds an array, whose elements may change; make the array a private constant by itself."),
  TABLE_NOT_PRIVATE("the elements of the field '%s' may be written by other packages; make it private or package-private, in a class, or pass the array as a parameter."),
  TABLE_WRITTEN("the elements of the field '%s' may change, for '%s' (%s) does more than read them; %s."),
  TABLE_UNKNOWN("the elements of the field '%s' are not known to the compiler: %s; write them out as numbers, or pass the array as a parameter."),
  TABLE_TOO_LARGE("the field '%s' has %s elements, more than the %s that fit into a class; pass the array as a parameter."),
  NOT_ASSIGNED("'%s' may have no value here; assign it on every path."),

  // ---- types ----
  TYPE_MISMATCH("%s does not fit here: %s is needed; write a cast or another expression."),

  // ---- functions ----
  FUNCTION_ESCAPES("the function %s is not called or passed to a method here, so what it becomes is unknown; pass it on directly, or call it."),
  FUNCTION_RETURNED("%s returns a function before its end, so which one it is depends on the path; let it have one return, as its last statement, of one function or of c ? f : g."),
  NO_FUNCTION_PARAMETER("no method %s of %s parameters takes this function: its parameter has to be a functional interface whose method takes and gives numbers, arrays or records; declare one."),
  FUNCTION_PARAMETER("%s is of type %s: which function it is would be known only when the companion runs; annotate a method that calls this one with a lambda."),
  BOXED_COMPARISON("%s compares two objects, not the numbers in them; give one of them to a double, float, long or int variable first."),
  RECURSION_IN_PLACE("%s calls itself with a function, or with one array under two names, as argument, or belongs to a local class; write a loop, pass a .clone(), or make the class a member."),

  // ---- records ----
  EXPLICIT_CONSTRUCTOR("the canonical constructor of record %s is written out and may change what it is given, or its source is out of reach; let it only check, or leave it implicit."),
  PATTERN_HIDES_FIELD("the variable '%s' of a pattern has the name of a field, and where it hides that is easily misread; choose another name."),
  EXPLICIT_ACCESSOR("the accessor %s of record %s is written out; leave it implicit, or read the component before the call."),

  // ---- arrays and the names they have ----
  AMBIGUOUS_ALIAS("'%s' is not known here: %s; give %s an array of its own with .clone()."),
  REPLACED_ROW("'%s' was a row of an array in which a row has since been replaced; read the row again, or take a .clone()."),
  ALIASED_ROW("storing %s as a row gives one array two names; store a .clone() of it."),
  ALIASED_ARGUMENTS("%s writes its argument '%s', which is also passed as '%s'; pass a .clone() of one of them."),
  NESTED_RECORD_ARRAYS("%s writes '%s', an array of records that hold arrays of records themselves, of which two may be one; return a new array."),
  SHALLOW_CLONE(".clone() of %s shares the rows with the original; make a new array and clone row by row."),

  // ---- the compilation ----
  NEEDS_JDK(Entry.NEEDS_JDK),
  UNRESOLVED_TYPE("the type %s of %s is not found, and no other processor has made it; correct the name or add its class."),
  EXPLAINED("this loop %s."),
  BAD_OPTION("%s."),
  UNKNOWN_OPTION("there is no option -A%s; there are %s."),

  /** Faults of ours. */
  BOUND_OTHERWISE("'%s' was read as %s, but the compiler finds %s here; please report it with this method."),
  INTERNAL("the processor failed: %s; please report it with this method.");

  private final String template;

  Diagnostic(String template) {
    this.template = template;
  }

  /** {@code UnsupportedStatement}. */
  public String tag() {
    var tag = new StringBuilder();
    for (String word : name().split("_")) tag.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    return tag.toString();
  }

  /** {@code [Gradus.UnsupportedStatement] loss: 'try' is not understood; …}, for the method or class {@code where}. */
  public String message(String where, Object... args) {
    return "[Gradus." + tag() + "] " + where + ": " + template.formatted(args);
  }
}
