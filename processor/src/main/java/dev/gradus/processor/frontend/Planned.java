package dev.gradus.processor.frontend;

import java.util.Optional;
import javax.lang.model.element.ExecutableElement;

/**
 * The companions that this compilation will write. They need not exist yet, and what exists may be stale: so the front end asks here
 * before it looks at classes, and a call of a companion becomes a call of what the transformation makes of the annotated method.
 */
public interface Planned {
  /** No companions. */
  Planned NONE = new Planned() {
    @Override
    public boolean has(String companion) {
      return false;
    }

    @Override
    public Optional<Derived> method(String companion, String name) {
      return Optional.empty();
    }

    @Override
    public Optional<JavaType> type(String companion, String name) {
      return Optional.empty();
    }

    @Override
    public Optional<JavaType> batch(String twin) {
      return Optional.empty();
    }

    @Override
    public Optional<JavaType.Rec> lane(String twin) {
      return Optional.empty();
    }
  };

  /** Whether a companion has this qualified name. */
  boolean has(String companion);

  /** The companion's method of that name; an exception if there are types in its signature that do not exist yet. */
  Optional<Derived> method(String companion, String name) throws LoweringException;

  /** The record of that name nested in the companion. */
  Optional<JavaType> type(String companion, String name);

  /** The record of that qualified name that holds many values of another record, called like it with {@code Batch} at the end. */
  Optional<JavaType> batch(String twin);

  /** The record that it holds many of. */
  Optional<JavaType.Rec> lane(String twin);

  /** A method of a companion. Equal if it is the same one. */
  interface Derived {
    /** The annotated method. */
    ExecutableElement of();

    /** {@code ModelGrad.loss}, for people. */
    String shown();

    /** Whether the method stands for itself and the {@code pullback} of its result, whose argument is then the last parameter. */
    boolean isPullback();

    /** Whether its last parameter, before that of {@code pullback}, takes any number of arguments. */
    boolean isVarArgs();

    /** An exception if the annotation was refused. */
    void check() throws LoweringException;

    /** The method as a function of its own, from that of the annotated one. */
    Callee from(Lowered method) throws LoweringException;
  }
}
