/** The laws, held against every program of {@link dev.gradus.tests.corpus}: as compiled companions and, underneath, as IR. */
package dev.gradus.tests.laws;
