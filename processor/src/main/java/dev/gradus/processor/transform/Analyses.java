package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The decisions reverse mode takes, each as a value, so that each can be switched off (always the safe answer, at the price of speed or
 * memory) and so that tests can put a wrong one in its place and see the laws fail.
 *
 * @param activity which variables carry derivatives between these parameters and these results, given what flows through calls
 * @param consumed the arrays that change hands: an element may be loaded again only from others
 * @param finalElements values that are still in a loop's final array
 * @param orderFree whether a reverse body's carries, from a parameter number on, allow any order of iterations
 * @param replayCost what bringing a residual back by computing it again may cost; below zero everything is taped
 * @param fuse whether independent outer loops are reversed by one loop that runs each iteration forward and backward; and whether a
 *     branch and its reverse that meet are joined ({@link Branches})
 * @param privatise rewrite before reverse mode: scratch arrays become local to the loop that fills them
 * @param induction rewrite before reverse mode: counters become formulas of the loop index
 * @param zeros where a cotangent of zero must not be multiplied by an infinite partial derivative
 */
public record Analyses(
    ActivityAnalysis activity, Function<Func, Set<Var>> consumed, Function<Func, Map<Var, FinalElements.Element>> finalElements, OrderAnalysis orderFree,
    int replayCost, boolean fuse, UnaryOperator<Func> privatise, UnaryOperator<Func> induction, ZeroAnalysis zeros) {

  /** See {@link Activity#of}. */
  @FunctionalInterface
  public interface ActivityAnalysis {
    Set<Var> of(Func f, Collection<Var> wrt, Collection<? extends Atom> results, Map<String, Activity.Flow> calls);
  }

  /** See {@link OrderFree#check}. */
  @FunctionalInterface
  public interface OrderAnalysis {
    boolean check(Region body, int from);
  }

  /** See {@link StrongZero}. */
  @FunctionalInterface
  public interface ZeroAnalysis {
    StrongZero of(Func f, Collection<? extends Atom> wanted);
  }

  /** Names of the switches, as {@link #off} takes them. */
  public static final List<String> NAMES = List.of("activity", "residuals", "finality", "order", "fusion", "privatise", "induction", "usage");

  /** Everything on. */
  public static Analyses on() {
    return new Analyses(Activity::of, f -> FreeVars.consumedIn(f.body()), FinalElements::of, OrderFree::check, 12, true, Privatise::run, Induction::run,
        StrongZero::of);
  }

  /** The same, for a function whose results need not count where it is called. */
  Analyses unsure() {
    return with(activity, finalElements, orderFree, replayCost, fuse, privatise, induction, (f, wanted) -> zeros.of(f, List.of()));
  }

  /**
   * Everything off: every residual taped, literal reverse order, everything active. Usage stays: without it code that has no branches gives
   * zero where it gives no number with it, and nothing else.
   */
  public static Analyses storeEverything() {
    Analyses a = on();
    for (String name : NAMES) if (!name.equals("usage")) a = a.off(name);
    return a;
  }

  /** These analyses with one switched off; throws {@link IllegalArgumentException} for a name not in {@link #NAMES}. */
  public Analyses off(String name) {
    return switch (name) {
      case "activity" -> with((f, wrt, results, calls) -> Activity.everything(f), finalElements, orderFree, replayCost, fuse, privatise, induction, zeros);
      case "residuals" -> with(activity, finalElements, orderFree, -1, fuse, privatise, induction, zeros);
      case "finality" -> with(activity, f -> Map.of(), orderFree, replayCost, fuse, privatise, induction, zeros);
      case "order" -> with(activity, finalElements, (body, from) -> false, replayCost, fuse, privatise, induction, zeros);
      case "fusion" -> with(activity, finalElements, orderFree, replayCost, false, privatise, induction, zeros);
      case "privatise" -> with(activity, finalElements, orderFree, replayCost, fuse, UnaryOperator.identity(), induction, zeros);
      case "induction" -> with(activity, finalElements, orderFree, replayCost, fuse, privatise, UnaryOperator.identity(), zeros);
      case "usage" -> with(activity, finalElements, orderFree, replayCost, fuse, privatise, induction, (f, wanted) -> StrongZero.everywhere());
      default -> throw new IllegalArgumentException("no analysis '" + name + "'; there are " + NAMES);
    };
  }

  private Analyses with(ActivityAnalysis activity, Function<Func, Map<Var, FinalElements.Element>> finalElements, OrderAnalysis orderFree, int replayCost,
      boolean fuse, UnaryOperator<Func> privatise, UnaryOperator<Func> induction, ZeroAnalysis zeros) {
    return new Analyses(activity, consumed, finalElements, orderFree, replayCost, fuse, privatise, induction, zeros);
  }
}
