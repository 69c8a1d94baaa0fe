/** What {@code fairlead.jsh} gives to a JShell session. */
@NullMarked
package io.fairlead.examples.shell;

import org.jspecify.annotations.NullMarked;
