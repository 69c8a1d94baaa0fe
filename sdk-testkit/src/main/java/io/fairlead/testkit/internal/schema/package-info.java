/** What is known about the types that are served: fields, list types, keys, defaults. */
@NullMarked
package io.fairlead.testkit.internal.schema;

import org.jspecify.annotations.NullMarked;
