/** The contract that every operation must pass, on the Sandbox and on a real control plane. */
@NullMarked
package io.fairlead.testkit.contract;

import org.jspecify.annotations.NullMarked;
