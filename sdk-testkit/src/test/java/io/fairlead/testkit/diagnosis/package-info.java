/** Situations that somebody has to find their way out of, made to happen on the Sandbox and on a real control plane. */
@NullMarked
package io.fairlead.testkit.diagnosis;

import org.jspecify.annotations.NullMarked;
