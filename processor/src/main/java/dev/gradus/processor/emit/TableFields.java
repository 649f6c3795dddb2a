package dev.gradus.processor.emit;

import dev.gradus.processor.ir.ConstantArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of one generated class: a private constant each, which all its methods share. A method for whose own variables the name is
 * taken gets the same array under another name. Javac puts the elements of all constants of a class into one initialiser, which must not
 * exceed 64 KB; from a certain number on a table therefore has a nested class to itself.
 */
public final class TableFields {
  private static final int WIDTH = 110;

  /**
   * A constant.
   *
   * @param holder the nested class that it belongs to, or {@code null}
   */
  public record Field(String holder, String name, ConstantArray array) {
    /** How the methods of the class mention it. */
    String text() {
      return holder == null ? name : holder + "." + name;
    }

    /** The initialiser, wrapped. */
    public String initialiser() {
      return TableFields.initialiser(array);
    }
  }

  private final List<Field> fields = new ArrayList<>();

  public List<Field> fields() {
    return List.copyOf(fields);
  }

  /** How a method in which these names are taken mentions the array, which the user calls {@code hint}. */
  String name(ConstantArray array, String hint, Collection<String> taken) {
    for (Field f : fields) if (f.array().equals(array) && !taken.contains(f.text().replaceFirst("\\..*", ""))) return f.text();
    Names names = new Names(taken);
    fields.forEach(f -> names.take(f.text().replaceFirst("\\..*", "")));
    String name = names.fresh(hint);
    boolean apart = array.size() + fields.stream().filter(f -> f.holder() == null).mapToInt(f -> f.array().size()).sum() > ConstantArray.LARGEST;
    fields.add(apart ? new Field(name, "ELEMENTS", array) : new Field(null, name, array));
    return fields.getLast().text();
  }

  /** The constants as members of a class. */
  List<String> members() {
    return fields.stream().map(f -> {
      String constant = "static final " + f.array().type().java() + " " + f.name() + " = " + f.initialiser() + ";\n";
      return f.holder() == null ? "private " + constant : "private static final class " + f.holder() + " {\n" + constant.indent(2) + "}\n";
    }).toList();
  }

  private static String initialiser(ConstantArray array) {
    String line = onOneLine(array);
    if (line.length() <= WIDTH) return line;
    var text = new StringBuilder("{");
    int width = WIDTH;
    for (int i = 0; i < array.length(); i++) {
      String element = array.type().rank() == 1 ? Expr.literal(array.elements().get(i)).text() : initialiser(array.rows().get(i)).indent(4).strip();
      if (i > 0) text.append(',');
      boolean wraps = width + element.length() > WIDTH || array.type().rank() > 1;
      text.append(wraps ? "\n    " : " ").append(element);
      width = (wraps ? 4 : width + 2) + element.length();
    }
    return text.append("}").toString();
  }

  private static String onOneLine(ConstantArray array) {
    return array.type().rank() == 1 ? array.elements().stream().map(l -> Expr.literal(l).text()).collect(Collectors.joining(", ", "{", "}"))
        : array.rows().stream().map(TableFields::onOneLine).collect(Collectors.joining(", ", "{", "}"));
  }
}
