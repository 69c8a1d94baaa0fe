/** Programs as users write them: the guide quotes them. */
@NullMarked
package io.fairlead.testkit.programs;

import org.jspecify.annotations.NullMarked;
