/** JSON objects as plain maps and lists, the engine's own form. */
@NullMarked
package io.fairlead.internal.tree;

import org.jspecify.annotations.NullMarked;
