/** The main job: a shop applied, released, broken, taken back, and proved to be as before. */
@NullMarked
package io.fairlead.examples.demo;

import org.jspecify.annotations.NullMarked;
