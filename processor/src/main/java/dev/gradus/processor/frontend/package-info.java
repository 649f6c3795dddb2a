/**
 * Java source to IR: the first station of the flow, and the only package that knows Eclipse JDT and {@code javax.lang.model}. JDT gives
 * syntax alone; names and types are resolved through the compiler's own elements.
 *
 * <p>In the order in which a method passes through: {@code FrontEnd} (one method and everything it calls), {@code Sources}
 * (text and tree; {@code SourceFinder} says where),
 * {@code Resolver} and {@code Overloads} (names), then the lowering of one body, {@code Body}, which is {@code Statements},
 * {@code Loops}, {@code Expressions}, {@code Assignments}, {@code Calls} over a {@code State}: which value each variable has and which
 * array each array variable stands for. Calls of companions, which need not exist yet, go through {@code CompanionCall} to whoever
 * implements {@code Planned}. Paths meet in {@code Join} and in {@code Carries}. {@code Reporter} shows what was refused.
 */
package dev.gradus.processor.frontend;
