package org.perfusionj.report;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Groups of pixels that lie near each other, for rings around them: a few pixels alone are too small to see. */
final class CellGroups {

	/** Pixels of one group are no further apart than this. */
	private static final int REACH = 4;

	private CellGroups() {}

	/** @return bounds of each group, pixels */
	static List<Rectangle> of(final Collection<Point> cells) {
		final Set<Point> remaining = new HashSet<>(cells);
		final List<Rectangle> groups = new ArrayList<>();
		for (final Point cell : cells)
			if (remaining.remove(cell)) groups.add(grow(cell, remaining));
		return groups;
	}

	/** Removes the group of a cell. */
	private static Rectangle grow(final Point first, final Set<Point> remaining) {
		final Deque<Point> open = new ArrayDeque<>(List.of(first));
		final Rectangle bounds = new Rectangle(first.x, first.y, 1, 1);
		while (!open.isEmpty()) {
			final Point cell = open.remove();
			bounds.add(new Rectangle(cell.x, cell.y, 1, 1));
			for (int dy = -REACH; dy <= REACH; dy++)
				for (int dx = -REACH; dx <= REACH; dx++) {
					final Point next = new Point(cell.x + dx, cell.y + dy);
					if (remaining.remove(next)) open.add(next);
				}
		}
		return bounds;
	}
}
