package dev.gradus.tests.vmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Companions of {@link JaxCases} against what JAX computes, which {@code vmap_cases.py} wrote into {@code jax.txt}: name of the case, shape
 * of the result, its values row by row. Element {@code k} of argument {@code j} is {@code ((7k + 5j + 3) mod 23 - 11) / 8}, of an integer
 * one without the division.
 */
class VmapAgainstJaxTest {
  private static final int LANES = 3;
  private static final int COLUMNS = 4;
  private static final int ROWS = 2;
  private static final double TOLERANCE = 1e-14;

  /** The shape that each argument of a function has in a lane. */
  private static final Map<String, int[][]> SHAPES = Map.ofEntries(
      Map.entry("polynomial", new int[][] {{}, {}, {}}), Map.entry("waves", new int[][] {{}, {}}),
      Map.entry("sum_of_squares", new int[][] {{COLUMNS}}), Map.entry("dot", new int[][] {{COLUMNS}, {COLUMNS}}),
      Map.entry("scaled", new int[][] {{}, {COLUMNS}}), Map.entry("mat_vec", new int[][] {{ROWS, COLUMNS}, {COLUMNS}}),
      Map.entry("outer", new int[][] {{ROWS}, {COLUMNS}}), Map.entry("trace", new int[][] {{COLUMNS, COLUMNS}}),
      Map.entry("transposed", new int[][] {{ROWS, COLUMNS}}), Map.entry("row_sums", new int[][] {{ROWS, COLUMNS}}),
      Map.entry("kept", new int[][] {{}, {}}), Map.entry("kept_vector", new int[][] {{}, {COLUMNS}}), Map.entry("branch", new int[][] {{}}),
      Map.entry("count", new int[][] {{}}), Map.entry("halved", new int[][] {{}, {}}), Map.entry("below", new int[][] {{}, {}}),
      Map.entry("whole", new int[][] {{}}));

  private static final List<String> WITH_SEVEN_LANES = List.of("branch", "count", "halved", "below", "whole");

  /** The shapes of the arguments where the name of the case does not say them. */
  private static final Map<String, int[][]> COMPOSED = Map.ofEntries(
      Map.entry("matmul_nested", new int[][] {{ROWS, COLUMNS}, {COLUMNS, LANES}}),
      Map.entry("matmul_nested_transposed", new int[][] {{ROWS, COLUMNS}, {COLUMNS, LANES}}),
      Map.entry("pairs_nested", new int[][] {{LANES}, {COLUMNS}}), Map.entry("pairs_nested_out_1", new int[][] {{LANES}, {COLUMNS}}),
      Map.entry("grad_sum_of_squares_0", new int[][] {{LANES, COLUMNS}}), Map.entry("grad_norm_1", new int[][] {{COLUMNS, LANES}}),
      Map.entry("grad_norm_1_1", new int[][] {{COLUMNS, LANES}}), Map.entry("grad_branch_0", new int[][] {{7}}),
      Map.entry("grad_polynomial_0N0", new int[][] {{LANES}, {}, {LANES}}),
      Map.entry("grad_dot_N0", new int[][] {{COLUMNS}, {LANES, COLUMNS}}),
      Map.entry("jvp_norm_00", new int[][] {{LANES, COLUMNS}, {LANES, COLUMNS}}),
      Map.entry("grad_of_vmap_sum", new int[][] {{COLUMNS}, {LANES, COLUMNS}}), Map.entry("empty", new int[][] {{0}, {0}}));

  private static final Pattern AXES = Pattern.compile("(.+?)_((?:N|m?\\d)+)(?:_m?\\d)?");

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    try (InputStream in = VmapAgainstJaxTest.class.getResourceAsStream("jax.txt")) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertTrue(lines.size() >= 60, () -> lines.size() + " cases");
      return lines.stream().map(line -> line.split(" ")).map(words -> DynamicTest.dynamicTest(words[0], () -> check(words)));
    }
  }

  private static void check(String[] words) throws ReflectiveOperationException {
    Method method = companion(words[0]);
    int[][] shapes = shapes(words[0]);
    Object[] args = IntStream.range(0, shapes.length).mapToObj(j -> argument(method.getParameterTypes()[j], j, shapes[j], 0)).toArray();
    Object result = method.invoke(null, args);
    var found = new ArrayList<Object>();
    assertEquals(words[1], shape(result), "shape");
    flatten(result, found);
    assertEquals(words.length - 2, found.size());
    for (int k = 0; k < found.size(); k++) assertValue(words[k + 2], found.get(k), words[0] + " at " + k);
  }

  private static void assertValue(String expected, Object found, String what) {
    switch (found) {
      case Double x -> assertEquals(Double.parseDouble(expected), x, TOLERANCE * (1 + Math.abs(x)), what);
      case Boolean x -> assertEquals(expected.equals("True"), x, what);
      default -> assertEquals(expected, found.toString(), what);
    }
  }

  private static Method companion(String name) throws ClassNotFoundException {
    Class<?> companion = Class.forName(JaxCases.class.getName() + (name.equals("grad_of_vmap_sum") ? "Grad" : "Vmap"));
    return Arrays.stream(companion.getDeclaredMethods()).filter(m -> m.getName().equals(name)).findFirst().orElseThrow();
  }

  // ---- arguments ----

  private static int[][] shapes(String name) {
    if (COMPOSED.containsKey(name)) return COMPOSED.get(name);
    Matcher m = AXES.matcher(name);
    assertTrue(m.matches(), name);
    int[][] inLane = SHAPES.get(m.group(1));
    List<String> axes = Pattern.compile("N|m?\\d").matcher(m.group(2)).results().map(r -> r.group()).toList();
    int lanes = WITH_SEVEN_LANES.contains(m.group(1)) ? 7 : LANES;
    return IntStream.range(0, inLane.length).mapToObj(j -> batched(inLane[j], axes.get(j), lanes)).toArray(int[][]::new);
  }

  private static int[] batched(int[] shape, String axis, int lanes) {
    if (axis.equals("N")) return shape;
    var full = Arrays.stream(shape).boxed().collect(Collectors.toCollection(ArrayList::new));
    full.add(axis.startsWith("m") ? shape.length + 1 - Integer.parseInt(axis.substring(1)) : Integer.parseInt(axis), lanes);
    return full.stream().mapToInt(n -> n).toArray();
  }

  /** Argument {@code j} of this type and shape, from element {@code first} on. */
  private static Object argument(Class<?> type, int j, int[] shape, int first) {
    if (shape.length == 0) {
      int whole = Math.floorMod(7 * first + 5 * j + 3, 23) - 11;
      return type == int.class ? (Object) whole : (Object) (whole / 8.0);
    }
    int[] row = Arrays.copyOfRange(shape, 1, shape.length);
    int size = Arrays.stream(row).reduce(1, (a, b) -> a * b);
    Object array = Array.newInstance(type.getComponentType(), shape[0]);
    for (int i = 0; i < shape[0]; i++) Array.set(array, i, argument(type.getComponentType(), j, row, first + i * size));
    return array;
  }

  // ---- results ----

  private static String shape(Object array) {
    var lengths = new ArrayList<String>();
    for (Object at = array; at.getClass().isArray(); at = Array.get(at, 0)) {
      lengths.add(String.valueOf(Array.getLength(at)));
      if (Array.getLength(at) == 0) break;
    }
    return lengths.isEmpty() ? "-" : String.join(",", lengths);
  }

  private static void flatten(Object value, List<Object> into) {
    if (!value.getClass().isArray()) into.add(value);
    else for (int i = 0; i < Array.getLength(value); i++) flatten(Array.get(value, i), into);
  }
}
