/** Who may do what, by the Roles and bindings in the store. */
@NullMarked
package io.fairlead.testkit.internal.rbac;

import org.jspecify.annotations.NullMarked;
