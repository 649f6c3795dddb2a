package dev.gradus.processor.emit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuntimeNamesTest {
  @ParameterizedTest
  @EnumSource
  void isAPublicStaticMethodOfTheRuntime(RuntimeNames name) throws ClassNotFoundException {
    Class<?> owner = Class.forName(name.owner());
    assertTrue(Modifier.isPublic(owner.getModifiers()));
    assertTrue(Arrays.stream(owner.getMethods()).anyMatch(m ->
        m.getName().equals(name.method()) && Modifier.isStatic(m.getModifiers())), name::toString);
  }
}
