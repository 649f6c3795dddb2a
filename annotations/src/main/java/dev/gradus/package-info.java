/**
 * What users write on their methods. Each annotation asks the processor for a companion class that holds the
 * transformed method; {@link dev.gradus.Generated} marks the companions. There is no code here and nothing is needed at run time.
 *
 * <table>
 *   <caption>Annotations on a method {@code f} of a class {@code X}</caption>
 *   <tr><th>Annotation</th><th>Companion</th><th>Gives</th></tr>
 *   <tr><td>{@link dev.gradus.Grad}</td><td>{@code XGrad}</td><td>the gradient</td></tr>
 *   <tr><td>{@link dev.gradus.Jvp}</td><td>{@code XJvp}</td><td>the derivative along a direction</td></tr>
 *   <tr><td>{@link dev.gradus.Vjp}</td><td>{@code XVjp}</td><td>the value, and a pullback of cotangents</td></tr>
 * </table>
 *
 * <p>{@link dev.gradus.ShipSource} on a class of a library lets annotated methods of other projects call it.
 */
package dev.gradus;
