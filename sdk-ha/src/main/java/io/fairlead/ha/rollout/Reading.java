package io.fairlead.ha.rollout;

import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Tree;
import java.util.List;

/** Reads many objects: what a program and a gate that is being asked have in common. */
@FunctionalInterface
interface Reading {

    List<Tree> list(Kind kind, Selection selection);
}
