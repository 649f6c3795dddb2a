/** Programs that Gradus must refuse, and that none of its refusals goes untested. */
package dev.gradus.tests.rejected;
