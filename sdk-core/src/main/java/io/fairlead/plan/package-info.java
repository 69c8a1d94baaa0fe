/** What a plan is made of, as data: steps, changes, grades, permissions; guards read it. */
@NullMarked
package io.fairlead.plan;

import org.jspecify.annotations.NullMarked;
