/**
 * What moves in the Sandbox by itself: the controllers, the scheduler and a stand-in for the kubelets.
 *
 * <p>All of them run on the one thread of the Sandbox's time, driven by changes of objects and by the clock, never by
 * polling. Each sees the objects through caches that hold its own writes at once.
 */
@NullMarked
package io.fairlead.testkit.internal.controllers;

import org.jspecify.annotations.NullMarked;
