package dev.gradus.processor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The processor as build tools and development environments run it: what it is given are proxies, so javac's own classes are out of its
 * sight. Notes which files it creates, and from which elements it says that they come.
 */
final class Wrapped extends AbstractProcessor {
  private final GradusProcessor processor = new GradusProcessor();
  /** {@code p.ModelGrad from [p.Model]}. */
  final Set<String> created = new TreeSet<>();

  private final UnaryOperator<Filer> filer;

  Wrapped() {
    this(f -> f);
  }

  /** With another filer than the compiler's. */
  Wrapped(UnaryOperator<Filer> filer) {
    this.filer = filer;
  }

  private static <T> T proxy(Class<T> type, Object target) {
    return type.cast(Proxy.newProxyInstance(Wrapped.class.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
      try {
        return method.invoke(target, args);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }));
  }

  private Filer recording(Filer filer) {
    return (Filer) Proxy.newProxyInstance(Wrapped.class.getClassLoader(), new Class<?>[] {Filer.class}, (_, method, args) -> {
      if (method.getName().startsWith("create")) {
        var name = new ArrayList<String>();
        for (int i = 0; i < args.length - 1; i++) name.add(args[i].toString());
        created.add(String.join(" ", name) + " from " + List.of((Element[]) args[args.length - 1]));
      }
      try {
        return method.invoke(filer, args);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    processor.init((ProcessingEnvironment) Proxy.newProxyInstance(Wrapped.class.getClassLoader(), new Class<?>[] {ProcessingEnvironment.class},
        (_, method, args) -> switch (method.getName()) {
          case "getElementUtils" -> proxy(Elements.class, env.getElementUtils());
          case "getTypeUtils" -> proxy(Types.class, env.getTypeUtils());
          case "getMessager" -> proxy(Messager.class, env.getMessager());
          case "getFiler" -> recording(filer.apply(env.getFiler()));
          default -> method.invoke(env, args);
        }));
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return processor.getSupportedAnnotationTypes();
  }

  @Override
  public Set<String> getSupportedOptions() {
    return processor.getSupportedOptions();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return processor.getSupportedSourceVersion();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return processor.process(annotations, round);
  }
}
