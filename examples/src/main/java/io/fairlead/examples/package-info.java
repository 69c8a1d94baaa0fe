/** Examples, one file a task: what the README and the guide show is taken from here. */
@NullMarked
package io.fairlead.examples;

import org.jspecify.annotations.NullMarked;
