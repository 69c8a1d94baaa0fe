/** The published schema of what is served, in OpenAPI v3. */
@NullMarked
package io.fairlead.testkit.internal.openapi;

import org.jspecify.annotations.NullMarked;
