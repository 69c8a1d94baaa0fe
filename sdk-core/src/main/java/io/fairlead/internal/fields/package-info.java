/** Who owns which field of an object, what would change, and what is checked before anything is sent: pure code on JSON trees. */
@NullMarked
package io.fairlead.internal.fields;

import org.jspecify.annotations.NullMarked;
